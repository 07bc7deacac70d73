package permafrost.model.answer;

import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;

/**
 * How long a node is. Source: {@code bdrv_getlength} and the drivers' {@code bdrv_getlength}.
 *
 * <p>A throttle filter is as long as its child, also after the child was replaced; QEMU 7.2
 * remembers the old child's length there. A raw window with a size is that long wherever its child
 * is long enough; QEMU 7.2 never lets one grow again that it has found cut short.
 */
public final class NodeSize {

  /** The size where the model does not know it. */
  public static final long UNKNOWN = -1;

  private static final int SECTOR = 512;

  private NodeSize() {}

  /**
   * The node's size in bytes, a multiple of 512, or {@link #UNKNOWN} where it rests on a file of
   * which the model does not know the size.
   */
  public static long of(GraphView graph, int node) {
    return switch (graph.node(node).state()) {
      case DriverState.File file -> wholeSectors(file.size());
      case DriverState.Null device -> wholeSectors(device.size());
      case DriverState.Nbd client -> client.size();
      case DriverState.Raw window -> windowSize(window, ofFileChild(graph, node));
      case DriverState.Qcow2 qcow2 -> qcow2.header().virtualSize() / SECTOR * SECTOR;
      case DriverState.Throttle filter -> ofFileChild(graph, node);
      case DriverState.CopyOnRead filter -> ofFileChild(graph, node);
      case DriverState.Compress filter -> ofFileChild(graph, node);
      case DriverState.Preallocate filter -> ofFileChild(graph, node);
      case DriverState.CopyBeforeWrite filter -> ofFileChild(graph, node);
      case DriverState.SnapshotAccess access -> ofFileChild(graph, node);
      case DriverState.Blkdebug filter -> ofChild(graph, node, "image");
      case DriverState.Blkverify filter -> ofChild(graph, node, "test");
      case DriverState.Quorum quorum -> ofOldestChild(graph, node);
      case DriverState.CommitTop filter -> filter.size();
      case DriverState.MirrorTop filter -> filter.size();
      case DriverState.Opening opening -> UNKNOWN;
    };
  }

  private static long ofFileChild(GraphView graph, int node) {
    return ofChild(graph, node, "file");
  }

  private static long ofOldestChild(GraphView graph, int node) {
    int[] newestFirst = graph.children(node);
    return newestFirst.length == 0
        ? UNKNOWN
        : of(graph, graph.edge(newestFirst[newestFirst.length - 1]).child());
  }

  private static long ofChild(GraphView graph, int node, String name) {
    int child = graph.childNumber(node, name);
    return child == Node.NOBODY ? UNKNOWN : of(graph, child);
  }

  /** Source: {@code raw_getlength}. */
  private static long windowSize(DriverState.Raw window, long whole) {
    if (whole == UNKNOWN) {
      return UNKNOWN;
    }
    if (whole < window.offset()) {
      return 0;
    }
    long rest = whole - window.offset();
    return wholeSectors(window.sizeGiven() ? Math.min(window.size(), rest) : rest);
  }

  private static long wholeSectors(long bytes) {
    return bytes == UNKNOWN ? UNKNOWN : (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }
}
