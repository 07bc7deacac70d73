package permafrost.model.answer;

import java.util.Optional;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;

/** Which images QEMU shows below that of a node. Source: {@code bdrv_query_image_info}. */
enum ShownBacking {
  /** None: the query was flat. */
  NONE,
  /** All that the chain has. */
  ALL,
  /** What the user knows of: no filter that a job inserted unasked. */
  EXPLICIT;

  /** The image that is shown below a node's. */
  Optional<Integer> below(Graph graph, int node) {
    Optional<Integer> next = this == NONE ? Optional.empty() : filterOrBacking(graph, node);
    while (this == EXPLICIT && next.isPresent() && graph.node(next.get()).implicit()) {
      next = filterOrBacking(graph, next.get());
    }
    return next;
  }

  /** Source: {@code bdrv_filter_or_cow_bs}. */
  private static Optional<Integer> filterOrBacking(Graph graph, int node) {
    return graph.node(node).driver().isFilter()
        ? graph.child(node, graph.node(node).driver().primaryChild()).map(Edge::child)
        : FileNames.backing(graph, node);
  }
}
