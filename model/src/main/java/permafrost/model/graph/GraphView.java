package permafrost.model.graph;

import java.util.Optional;

/** A graph to read, finished or not. */
public interface GraphView {

  /** The number of the main loop's AioContext. */
  int MAIN_CONTEXT = 0;

  /** The node or user of this number. */
  Vertex vertex(int number);

  /** The node of this number; to be asked only of a node's number. */
  default Node node(int number) {
    return (Node) vertex(number);
  }

  /** The edge of this number. */
  Edge edge(int number);

  /** The numbers of the edges to a node's or user's children, newest first; not to be changed. */
  int[] children(int parent);

  /** The numbers of the edges from a node's parents, newest first; not to be changed. */
  int[] parents(int node);

  /** The numbers of all nodes, oldest first; not to be changed. */
  int[] order();

  /** The numbers of all users, oldest first; not to be changed. */
  int[] users();

  /**
   * The AioContext that a node or user lives in: {@link #MAIN_CONTEXT} or the number of an
   * iothread's. All nodes and users that hang together live in one.
   */
  int context(int vertex);

  /**
   * The nodes that a job is about to replace, one mention for each job; not to be changed. They
   * stay until then, and nothing else may be done to them. Source: {@code replace_blocker}.
   */
  int[] awaitingReplacement();

  /** Whether a job is about to replace a node. */
  default boolean awaitsReplacement(int node) {
    for (int each : awaitingReplacement()) {
      if (each == node) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code to} is {@code from} or below it. Source: {@code bdrv_recurse_has_child}. */
  default boolean reaches(int from, int to) {
    if (from == to) {
      return true;
    }
    for (int edge : children(from)) {
      if (reaches(edge(edge).child(), to)) {
        return true;
      }
    }
    return false;
  }

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

  /**
   * The name of the newest named block backend on a node, else the node's own. Source: {@code
   * bdrv_get_device_or_node_name}.
   */
  default String deviceOrNodeName(int node) {
    for (int edge : parents(node)) {
      if (vertex(edge(edge).parent()) instanceof User.Backend backend
          && !backend.name().isEmpty()) {
        return backend.name();
      }
    }
    return node(node).name();
  }

  /** The block backend of this name. Source: {@code blk_by_name}. */
  default Optional<User.Backend> backend(String name) {
    for (int number : users()) {
      if (vertex(number) instanceof User.Backend backend
          && !name.isEmpty()
          && backend.name().equals(name)) {
        return Optional.of(backend);
      }
    }
    return Optional.empty();
  }

  /** Whether a block backend uses a node. Source: {@code bdrv_has_blk}. */
  default boolean hasBackend(int node) {
    for (int edge : parents(node)) {
      if (vertex(edge(edge).parent()) instanceof User.Backend) {
        return true;
      }
    }
    return false;
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
