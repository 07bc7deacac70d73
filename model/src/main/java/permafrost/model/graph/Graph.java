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

  /** The node of this number. */
  @Override
  public Node node(int number) {
    return nodes[number];
  }

  /** The node of this name. Source: {@code bdrv_find_node}. */
  public Optional<Node> find(String name) {
    for (int number : order) {
      if (nodes[number].name().equals(name)) {
        return Optional.of(nodes[number]);
      }
    }
    return Optional.empty();
  }

  /** The edge of this number. */
  @Override
  public Edge edge(int number) {
    return edges[number];
  }

  /** The numbers of the edges to a node's children, newest first; not to be changed. */
  @Override
  public int[] children(int node) {
    return children[node];
  }

  /** The numbers of the edges from a node's parents, newest first; not to be changed. */
  public int[] parents(int node) {
    return parents[node];
  }

  /** The numbers of all nodes, oldest first; not to be changed. */
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

  /** The union of what the parents of a node take. Source: {@code bdrv_get_cumulative_perm}. */
  public int permissions(int node) {
    int permissions = Perm.NONE;
    for (int edge : parents[node]) {
      permissions |= edges[edge].permissions();
    }
    return permissions;
  }

  /** What all parents of a node leave to others; all where it has none. */
  public int shared(int node) {
    int shared = Perm.ALL;
    for (int edge : parents[node]) {
      shared &= edges[edge].shared();
    }
    return shared;
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
