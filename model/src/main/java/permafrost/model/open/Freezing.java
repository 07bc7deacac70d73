package permafrost.model.open;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.Rulebook;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

/** Links that may not be changed. Source: {@code bdrv_freeze_backing_chain}. */
public final class Freezing {

  private Freezing() {}

  /** Freezes all links from {@code top} down to {@code bottom}. */
  public static void freeze(GraphEdit edit, int top, int bottom, Rulebook rulebook) {
    List<Integer> links = chain(edit, top, bottom);
    for (int link : links) {
      Edge edge = edit.edge(link);
      if (edge.frozen()) {
        rulebook.refuse(
            OpenRefusal.LINK_FROZEN,
            edge.name(),
            edit.node(edge.parent()).name(),
            edit.node(edge.child()).name());
      }
    }
    if (links.isEmpty() || edit.edge(links.getLast()).child() != bottom) {
      rulebook.refuse(
          OpenRefusal.BOTTOM_NOT_IN_CHAIN, edit.node(bottom).name(), edit.node(top).name());
    }
    links.forEach(link -> edit.replace(link, edit.edge(link).frozen(true)));
  }

  /** Undoes {@link #freeze}. */
  public static void thaw(GraphEdit edit, int top, int bottom) {
    if (bottom != Node.NOBODY) {
      chain(edit, top, bottom).forEach(link -> edit.replace(link, edit.edge(link).frozen(false)));
    }
  }

  /**
   * The filter and backing links from {@code top} down to {@code bottom}, or to the chain's end.
   */
  private static List<Integer> chain(GraphEdit edit, int top, int bottom) {
    List<Integer> links = new ArrayList<>();
    int at = top;
    while (at != bottom) {
      int link = filterOrBacking(edit, at);
      if (link < 0) {
        return links;
      }
      links.add(link);
      at = edit.edge(link).child();
    }
    return links;
  }

  /**
   * The number of the edge to the child of a filter, or to the backing file, or -1. Source: {@code
   * bdrv_filter_or_cow_child}.
   */
  public static int filterOrBacking(GraphEdit edit, int node) {
    boolean filter = edit.node(node).driver().isFilter();
    for (int link : edit.children(node)) {
      Role role = edit.edge(link).role();
      if (role == Role.COW || filter && role == Role.FILTERED) {
        return link;
      }
    }
    return -1;
  }
}
