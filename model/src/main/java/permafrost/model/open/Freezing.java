package permafrost.model.open;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;

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
    int end = links.isEmpty() ? top : edit.edge(links.getLast()).child();
    if (end != bottom) {
      rulebook.refuse(
          OpenRefusal.BOTTOM_NOT_IN_CHAIN, edit.node(bottom).name(), edit.node(top).name());
    }
    for (int link : links) {
      Edge edge = edit.edge(link);
      if (edit.node(edge.child()).driver().isNeverFrozen()) {
        rulebook.refuse(OpenRefusal.LINK_NEVER_FROZEN, edge.name(), edit.node(edge.child()).name());
      }
    }
    links.forEach(link -> edit.replace(link, edit.edge(link).frozen(true)));
  }

  /** Undoes {@link #freeze}. */
  public static void thaw(GraphEdit edit, int top, int bottom) {
    if (bottom != Node.NOBODY) {
      chain(edit, top, bottom).forEach(link -> edit.replace(link, edit.edge(link).frozen(false)));
    }
  }

  /** What a copy-on-read filter has frozen, if it still has. Source: {@code cor_close}. */
  public static void thaw(GraphEdit edit, int filter, DriverState.CopyOnRead state) {
    if (state.frozen()) {
      thaw(edit, filter, state.bottom());
    }
  }

  /**
   * The filter and backing links from {@code top} down to {@code bottom}, or to the chain's end.
   */
  private static List<Integer> chain(GraphEdit edit, int top, int bottom) {
    List<Integer> links = new ArrayList<>();
    int at = top;
    while (at != bottom) {
      int link = Chain.filterOrBackingEdge(edit, at);
      if (link < 0) {
        return links;
      }
      links.add(link);
      at = edit.edge(link).child();
    }
    return links;
  }
}
