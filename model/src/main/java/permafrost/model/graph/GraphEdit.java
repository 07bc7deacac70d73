package permafrost.model.graph;

import java.util.Arrays;
import permafrost.model.MadeUpName;

/**
 * The next graph while a command makes it. A command that is refused drops its edit, and nothing
 * has changed but the counter of made-up names.
 */
public final class GraphEdit implements GraphView {

  private static final int[] NONE = new int[0];

  private Vertex[] vertices;
  private Edge[] edges;
  private int[][] children;
  private int[][] parents;
  private int[] order;
  private int[] users;
  private int[] contexts;
  private int[] awaitingReplacement;
  private int madeUpNames;

  /**
   * Begins with a graph.
   *
   * @param madeUpNames how many names have been made up so far
   */
  public GraphEdit(Graph from, int madeUpNames) {
    vertices = from.vertices.clone();
    edges = from.edges.clone();
    children = from.children.clone();
    parents = from.parents.clone();
    order = from.order;
    users = from.users;
    contexts = from.contexts.clone();
    awaitingReplacement = from.awaitingReplacement;
    this.madeUpNames = madeUpNames;
  }

  /** The graph as it stands; the edit is not used afterwards. */
  public Graph done() {
    return new Graph(
        vertices, edges, children, parents, order, users, contexts, awaitingReplacement);
  }

  /** How many names have been made up so far. */
  public int madeUpNames() {
    return madeUpNames;
  }

  /** The next made-up name. */
  public String makeUpName() {
    return MadeUpName.of(madeUpNames++);
  }

  @Override
  public Vertex vertex(int number) {
    return vertices[number];
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

  /** Lets a node or user live in another AioContext; what hangs together must be moved together. */
  public void move(int vertex, int context) {
    contexts[vertex] = context;
  }

  @Override
  public int[] awaitingReplacement() {
    return awaitingReplacement;
  }

  /** A job is about to replace this node. */
  public void awaitReplacement(int node) {
    awaitingReplacement = first(node, awaitingReplacement);
  }

  /** A job has replaced this node, or will not any more. */
  public void awaitReplacementNoMore(int node) {
    awaitingReplacement = without(awaitingReplacement, node);
  }

  /** A number that no vertex has. */
  public int freeNumber() {
    for (int number = 0; number < vertices.length; number++) {
      if (vertices[number] == null) {
        return number;
      }
    }
    int size = vertices.length;
    vertices = Arrays.copyOf(vertices, size + 4);
    children = Arrays.copyOf(children, size + 4);
    parents = Arrays.copyOf(parents, size + 4);
    contexts = Arrays.copyOf(contexts, size + 4);
    return size;
  }

  /** Puts in a node that has no name yet: it can have edges, but is not found. */
  public void begin(Node node) {
    vertices[node.number()] = node;
    children[node.number()] = NONE;
    parents[node.number()] = NONE;
  }

  /** Puts a node that has its name now at the end of the list of all nodes. */
  public void enter(Node node) {
    vertices[node.number()] = node;
    order = Arrays.copyOf(order, order.length + 1);
    order[order.length - 1] = node.number();
  }

  /** Puts in a user, the newest; it has no edges yet. */
  public void enter(User user) {
    vertices[user.number()] = user;
    children[user.number()] = NONE;
    parents[user.number()] = NONE;
    users = Arrays.copyOf(users, users.length + 1);
    users[users.length - 1] = user.number();
  }

  /** Puts another value in the place of a user. */
  public void replace(User user) {
    vertices[user.number()] = user;
  }

  /** Takes a user away that has no edges. */
  public void removeUser(int user) {
    vertices[user] = null;
    children[user] = null;
    parents[user] = null;
    contexts[user] = MAIN_CONTEXT;
    users = without(users, user);
  }

  /** Puts another value in the place of a node. */
  public void replace(Node node) {
    vertices[node.number()] = node;
  }

  /** Puts another value in the place of an edge; parent and child stay. */
  public void replace(int number, Edge edge) {
    edges[number] = edge;
  }

  /** Takes a node away that has neither parents nor children. */
  public void remove(int node) {
    vertices[node] = null;
    children[node] = null;
    parents[node] = null;
    contexts[node] = MAIN_CONTEXT;
    order = without(order, node);
  }

  /** Adds an edge, the newest of its parent and of its child, and returns its number. */
  public int attach(Edge edge) {
    int number = freeEdge();
    edges[number] = edge.of(called(edge.parent()));
    children[edge.parent()] = first(number, children[edge.parent()]);
    parents[edge.child()] = first(number, parents[edge.child()]);
    return number;
  }

  /**
   * Points an edge to another child: it becomes the newest of that child and, where its parent is a
   * node, of its parent. Source: {@code bdrv_replace_child_noperm}.
   */
  public void repoint(int number, int newChild) {
    Edge edge = edges[number];
    parents[edge.child()] = without(parents[edge.child()], number);
    parents[newChild] = first(number, parents[newChild]);
    if (vertices[edge.parent()] instanceof Node) {
      children[edge.parent()] = first(number, without(children[edge.parent()], number));
    }
    edges[number] = edge.to(newChild).of(called(edge.parent()));
  }

  private String called(int parent) {
    return vertices[parent] instanceof Node ? deviceOrNodeName(parent) : "";
  }

  /** Takes an edge away. */
  public void detach(int number) {
    Edge edge = edges[number];
    children[edge.parent()] = without(children[edge.parent()], number);
    parents[edge.child()] = without(parents[edge.child()], number);
    edges[number] = null;
  }

  /** All as it stands, but for the counter of names, to come back to with {@link #backTo}. */
  public Mark mark() {
    return new Mark(
        vertices.clone(),
        edges.clone(),
        children.clone(),
        parents.clone(),
        order,
        users,
        contexts.clone(),
        awaitingReplacement);
  }

  /** Undoes all since the mark, which is not used again. */
  public void backTo(Mark mark) {
    vertices = mark.vertices;
    edges = mark.edges;
    children = mark.children;
    parents = mark.parents;
    order = mark.order;
    users = mark.users;
    contexts = mark.contexts;
    awaitingReplacement = mark.awaitingReplacement;
  }

  /** A point to come back to. */
  public static final class Mark {
    private final Vertex[] vertices;
    private final Edge[] edges;
    private final int[][] children;
    private final int[][] parents;
    private final int[] order;
    private final int[] users;
    private final int[] contexts;
    private final int[] awaitingReplacement;

    private Mark(
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
  }

  private int freeEdge() {
    for (int number = 0; number < edges.length; number++) {
      if (edges[number] == null) {
        return number;
      }
    }
    int size = edges.length;
    edges = Arrays.copyOf(edges, size + 4);
    return size;
  }

  private static int[] first(int number, int[] then) {
    int[] longer = new int[then.length + 1];
    longer[0] = number;
    System.arraycopy(then, 0, longer, 1, then.length);
    return longer;
  }

  private static int[] without(int[] numbers, int number) {
    int[] shorter = new int[numbers.length - 1];
    int at = 0;
    for (int each : numbers) {
      if (each != number) {
        shorter[at++] = each;
      }
    }
    return shorter;
  }
}
