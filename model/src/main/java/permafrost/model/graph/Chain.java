package permafrost.model.graph;

import java.util.ArrayList;
import java.util.List;

/** Walks down filters and backing files. A number of a node, or {@link Node#NOBODY}. */
public final class Chain {

  private Chain() {}

  /** The edge to the child of a filter, or to the backing file, or -1. */
  public static int filterOrBackingEdge(GraphView graph, int node) {
    boolean filter = graph.node(node).driver().isFilter();
    for (int link : graph.children(node)) {
      Role role = graph.edge(link).role();
      if (filter ? role == Role.FILTERED : role == Role.COW) {
        return link;
      }
    }
    return -1;
  }

  /** Source: {@code bdrv_filter_or_cow_bs}. */
  public static int filterOrBacking(GraphView graph, int node) {
    int edge = filterOrBackingEdge(graph, node);
    return edge < 0 ? Node.NOBODY : graph.edge(edge).child();
  }

  /** Source: {@code bdrv_filter_bs}. */
  public static int filtered(GraphView graph, int node) {
    return graph.node(node).driver().isFilter() ? filterOrBacking(graph, node) : Node.NOBODY;
  }

  /** Source: {@code bdrv_cow_bs}. */
  public static int backing(GraphView graph, int node) {
    return node == Node.NOBODY || graph.node(node).driver().isFilter()
        ? Node.NOBODY
        : filterOrBacking(graph, node);
  }

  /** The first that is no filter, from a node down. Source: {@code bdrv_skip_filters}. */
  public static int skipFilters(GraphView graph, int node) {
    int at = node;
    while (at != Node.NOBODY && filtered(graph, at) != Node.NOBODY) {
      at = filtered(graph, at);
    }
    return at;
  }

  /** The next below that is no filter. Source: {@code bdrv_backing_chain_next}. */
  public static int next(GraphView graph, int node) {
    return skipFilters(graph, backing(graph, skipFilters(graph, node)));
  }

  /** Whether a node stands in the chain that begins with another. */
  public static boolean contains(GraphView graph, int top, int base) {
    int at = top;
    while (at != Node.NOBODY && at != base) {
      at = filterOrBacking(graph, at);
    }
    return at != Node.NOBODY;
  }

  /**
   * The overlay of a node in the chain below another; the bottommost where {@code of} is nobody.
   * Source: {@code bdrv_find_overlay}.
   */
  public static int overlay(GraphView graph, int active, int of) {
    int wanted = of == Node.NOBODY ? of : skipFilters(graph, of);
    int at = skipFilters(graph, active);
    while (at != Node.NOBODY && next(graph, at) != wanted) {
      at = next(graph, at);
    }
    return at;
  }

  /** All from {@code top} on down to {@code end}, that one excluded. */
  public static List<Integer> between(GraphView graph, int top, int end) {
    List<Integer> all = new ArrayList<>();
    for (int at = top; at != Node.NOBODY && at != end; at = filterOrBacking(graph, at)) {
      all.add(at);
    }
    return all;
  }
}
