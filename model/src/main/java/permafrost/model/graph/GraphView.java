package permafrost.model.graph;

import java.util.Optional;

/** A graph to read, finished or not. */
public interface GraphView {

  /** The node of this number. */
  Node node(int number);

  /** The edge of this number. */
  Edge edge(int number);

  /** The numbers of the edges to a node's children, newest first; not to be changed. */
  int[] children(int node);

  /** The numbers of the edges from a node's parents, newest first; not to be changed. */
  int[] parents(int node);

  /** The numbers of all nodes, oldest first; not to be changed. */
  int[] order();

  /** The node of this name. Source: {@code bdrv_find_node}. */
  default Optional<Node> find(String name) {
    for (int number : order()) {
      if (node(number).name().equals(name)) {
        return Optional.of(node(number));
      }
    }
    return Optional.empty();
  }

  /** The number of the edge to the child of this name, or -1. */
  default int childEdge(int node, String name) {
    for (int edge : children(node)) {
      if (edge(edge).name().equals(name)) {
        return edge;
      }
    }
    return -1;
  }

  /** The number of the child of this name, or {@link Node#NOBODY}. */
  default int childNumber(int node, String name) {
    int edge = childEdge(node, name);
    return edge < 0 ? Node.NOBODY : edge(edge).child();
  }

  /** The union of what the parents of a node take. Source: {@code bdrv_get_cumulative_perm}. */
  default int permissions(int node) {
    int permissions = Perm.NONE;
    for (int edge : parents(node)) {
      permissions |= edge(edge).permissions();
    }
    return permissions;
  }

  /** What all parents of a node leave to others; all where it has none. */
  default int shared(int node) {
    int shared = Perm.ALL;
    for (int edge : parents(node)) {
      shared &= edge(edge).shared();
    }
    return shared;
  }
}
