package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;

/**
 * The dirty bitmaps without names that copy-before-write filters keep: what is still to be copied,
 * what a snapshot may read, what has been copied. Source: {@code cbw_open}, {@code
 * bdrv_query_dirty_bitmaps}.
 */
record CopyingBitmaps(Graph graph) {

  /** The bitmaps of a node, newest first. */
  ArrayNode of(int node) {
    ArrayNode bitmaps = JsonNodeFactory.instance.arrayNode();
    int[] order = graph.order();
    for (int at = order.length - 1; at >= 0; at--) {
      if (graph.node(order[at]).state() instanceof DriverState.CopyBeforeWrite filter) {
        if (order[at] == node) {
          add(bitmaps, filter, filter.length());
          add(bitmaps, filter, 0);
        }
        if (filter.copyBitmap() == node) {
          add(bitmaps, filter, filter.toCopy());
        }
      }
    }
    return bitmaps;
  }

  private static void add(ArrayNode bitmaps, DriverState.CopyBeforeWrite filter, long set) {
    bitmaps
        .addObject()
        .put("granularity", filter.clusterSize())
        .put("recording", false)
        .put("busy", false)
        .put("persistent", false)
        .set("count", wholeClusters(set, filter.clusterSize()));
  }

  private static JsonNode wholeClusters(long bytes, long cluster) {
    return bytes == NodeSize.UNKNOWN
        ? MissingNode.getInstance()
        : JsonNodeFactory.instance.numberNode((bytes + cluster - 1) / cluster * cluster);
  }
}
