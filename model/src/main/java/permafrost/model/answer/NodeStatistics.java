package permafrost.model.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

/**
 * The statistics of a node and of those below it. Source: {@code bdrv_query_bds_stats}.
 *
 * @param ofBackends whether they are shown below a block backend: then without nodes that QEMU put
 *     in, and with what is filtered or backs
 */
record NodeStatistics(Graph graph, boolean ofBackends, Rulebook rulebook) {

  private static final List<String> KINDS = List.of("rd", "wr", "unmap");

  ObjectNode of(int number) {
    int node = number;
    while (ofBackends && graph.node(node).implicit()) {
      node = Chain.filterOrBacking(graph, node);
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("node-name", graph.node(node).name());
    ObjectNode counters = counters();
    counters.set("wr_highest_offset", MissingNode.getInstance());
    all.set("stats", counters);
    if (graph.node(node).state() instanceof DriverState.File) {
      all.set("driver-specific", ofFile());
    }
    int data = storing(node);
    if (data != Node.NOBODY) {
      all.set("parent", of(data));
    }
    int below = Chain.filterOrBacking(graph, node);
    if (ofBackends && below != Node.NOBODY) {
      all.set("backing", of(below));
    }
    return all;
  }

  /** What nothing was counted by. Source: {@code bdrv_query_blk_stats}. */
  ObjectNode counters() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    KINDS.forEach(kind -> count(all, kind));
    if (rulebook.has(Behaviour.ZONE_APPENDS_ARE_COUNTED)) {
      count(all, "zone_append");
    }
    for (String name : List.of("flush_operations", "flush_total_time_ns", "wr_highest_offset")) {
      all.put(name, 0);
    }
    all.put("failed_flush_operations", 0).put("invalid_flush_operations", 0);
    all.put("account_invalid", false).put("account_failed", false);
    all.putArray("timed_stats");
    return all;
  }

  private static void count(ObjectNode all, String kind) {
    for (String what : List.of("_bytes", "_operations", "_merged", "_total_time_ns")) {
      all.put(kind + what, 0);
    }
    all.put("failed_" + kind + "_operations", 0).put("invalid_" + kind + "_operations", 0);
  }

  /** Source: {@code raw_get_specific_stats}. */
  private static ObjectNode ofFile() {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("driver", "file");
    for (String name : List.of("discard-nb-ok", "discard-nb-failed", "discard-bytes-ok")) {
      all.set(name, MissingNode.getInstance());
    }
    return all;
  }

  /** What a filter filters, or the only child that holds a node's data. */
  private int storing(int node) {
    if (graph.node(node).driver().isFilter()) {
      return Chain.filterOrBacking(graph, node);
    }
    int found = Node.NOBODY;
    for (int edge : graph.children(node)) {
      if (graph.edge(edge).role() != Role.COW) {
        if (found != Node.NOBODY) {
          return Node.NOBODY;
        }
        found = graph.edge(edge).child();
      }
    }
    return found;
  }
}
