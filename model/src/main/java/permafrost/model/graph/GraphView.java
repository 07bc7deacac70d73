package permafrost.model.graph;

/** A graph to read, finished or not. */
public interface GraphView {

  /** The node of this number. */
  Node node(int number);

  /** The edge of this number. */
  Edge edge(int number);

  /** The numbers of the edges to a node's children, newest first; not to be changed. */
  int[] children(int node);

  /** The number of the child of this name, or {@link Node#NOBODY}. */
  default int childNumber(int node, String name) {
    for (int edge : children(node)) {
      if (edge(edge).name().equals(name)) {
        return edge(edge).child();
      }
    }
    return Node.NOBODY;
  }
}
