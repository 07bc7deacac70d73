package permafrost.model.graph;

/** What stands in the graph: a node, or a user of nodes. They share one space of numbers. */
public sealed interface Vertex permits Node, User {

  /** Identifies it within its {@link Graph}; numbers of what is gone are used again. */
  int number();
}
