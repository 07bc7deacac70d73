package permafrost.model.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * The block graph: nodes, and the edges between them. Immutable; {@link GraphEdit} makes the next
 * one.
 *
 * <p>Nodes and edges are numbered from 0, numbers are used again. Orders are QEMU's: a node's
 * children and parents newest first, the list of all nodes oldest first.
 */
public final class Graph implements GraphView {

  /** Without nodes. */
  public static final Graph EMPTY =
      new Graph(new Node[0], new Edge[0], new int[0][], new int[0][], new int[0]);

  final Node[] nodes;
  final Edge[] edges;
  final int[][] children;
  final int[][] parents;
  final int[] order;

  Graph(Node[] nodes, Edge[] edges, int[][] children, int[][] parents, int[] order) {
    this.nodes = nodes;
    this.edges = edges;
    this.children = children;
    this.parents = parents;
    this.order = order;
  }

  @Override
  public Node node(int number) {
    return nodes[number];
  }

  @Override
  public Edge edge(int number) {
    return edges[number];
  }

  @Override
  public int[] children(int node) {
    return children[node];
  }

  @Override
  public int[] parents(int node) {
    return parents[node];
  }

  @Override
  public int[] order() {
    return order;
  }

  /** The edge to the child of this name. */
  public Optional<Edge> child(int node, String name) {
    for (int edge : children[node]) {
      if (edges[edge].name().equals(name)) {
        return Optional.of(edges[edge]);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Graph that
        && Arrays.equals(nodes, that.nodes)
        && Arrays.equals(edges, that.edges)
        && Arrays.deepEquals(children, that.children)
        && Arrays.deepEquals(parents, that.parents)
        && Arrays.equals(order, that.order);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nodes) * 31 + Arrays.hashCode(edges);
  }
}
