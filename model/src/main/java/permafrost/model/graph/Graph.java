package permafrost.model.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * The block graph: nodes, their users, and the edges between them. Immutable; {@link GraphEdit}
 * makes the next one.
 *
 * <p>Vertices and edges are numbered from 0, numbers are used again. Orders are QEMU's: children
 * and parents newest first, the lists of all nodes and of all users oldest first.
 */
public final class Graph implements GraphView {

  /** Without nodes. */
  public static final Graph EMPTY =
      new Graph(
          new Vertex[0],
          new Edge[0],
          new int[0][],
          new int[0][],
          new int[0],
          new int[0],
          new int[0],
          new int[0]);

  final Vertex[] vertices;
  final Edge[] edges;
  final int[][] children;
  final int[][] parents;
  final int[] order;
  final int[] users;
  final int[] contexts;
  final int[] awaitingReplacement;

  Graph(
      Vertex[] vertices,
      Edge[] edges,
      int[][] children,
      int[][] parents,
      int[] order,
      int[] users,
      int[] contexts,
      int[] awaitingReplacement) {
    this.vertices = vertices;
    this.edges = edges;
    this.children = children;
    this.parents = parents;
    this.order = order;
    this.users = users;
    this.contexts = contexts;
    this.awaitingReplacement = awaitingReplacement;
  }

  @Override
  public Vertex vertex(int number) {
    return vertices[number];
  }

  /** Whether a node or user has this number. */
  public boolean has(int number) {
    return number < vertices.length && vertices[number] != null;
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

  @Override
  public int[] users() {
    return users;
  }

  @Override
  public int context(int vertex) {
    return contexts[vertex];
  }

  @Override
  public int[] awaitingReplacement() {
    return awaitingReplacement;
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
        && Arrays.equals(vertices, that.vertices)
        && Arrays.equals(edges, that.edges)
        && Arrays.deepEquals(children, that.children)
        && Arrays.deepEquals(parents, that.parents)
        && Arrays.equals(order, that.order)
        && Arrays.equals(users, that.users)
        && Arrays.equals(contexts, that.contexts)
        && Arrays.equals(awaitingReplacement, that.awaitingReplacement);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vertices) * 31 + Arrays.hashCode(edges);
  }
}
