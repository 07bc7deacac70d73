package permafrost.model.blockjob;

import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;

/** Which nodes a copy of another may replace. Source: {@code bdrv_recurse_can_replace}. */
final class Replaceable {

  private Replaceable() {}

  /** Whether nobody sees other data when {@code replaced} gives way to a copy of {@code node}. */
  static boolean byCopyOf(GraphView graph, int node, int replaced) {
    if (node == Node.NOBODY) {
      return false;
    }
    if (node == replaced) {
      return true;
    }
    Driver driver = graph.node(node).driver();
    return switch (driver) {
      case QUORUM -> isOnlyVotersOf(graph, node, replaced);
      case BLKVERIFY ->
          byCopyOf(graph, graph.childNumber(node, "raw"), replaced)
              || byCopyOf(graph, graph.childNumber(node, "test"), replaced);
      case FILE, HOST_DEVICE, HOST_CDROM, NULL_CO, NULL_AIO, NBD, RAW, QCOW2, SNAPSHOT_ACCESS ->
          false;
      case THROTTLE,
          COPY_ON_READ,
          COMPRESS,
          PREALLOCATE,
          COPY_BEFORE_WRITE,
          BLKDEBUG,
          COMMIT_TOP,
          MIRROR_TOP ->
          byCopyOf(graph, Chain.filtered(graph, node), replaced);
    };
  }

  /** Source: {@code quorum_recurse_can_replace}. */
  private static boolean isOnlyVotersOf(GraphView graph, int quorum, int replaced) {
    int[] parents = graph.parents(replaced);
    return parents.length == 1 && graph.edge(parents[0]).parent() == quorum;
  }
}
