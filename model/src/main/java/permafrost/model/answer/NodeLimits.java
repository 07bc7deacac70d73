package permafrost.model.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;

/**
 * The I/O limits of a node, in bytes but for {@code maxIov}. Source: {@code bdrv_refresh_limits},
 * {@code bdrv_merge_limits} and the drivers' {@code bdrv_refresh_limits}.
 *
 * <p>They are worked out for the graph as it is; QEMU does so only when a node is opened or
 * reopened itself.
 *
 * @param request what requests are a multiple of
 * @param discard the same of discards; 0 for none
 * @param writeZeroes the same of writes of zeroes; 0 for none
 * @param leastMemory what buffers must be aligned to
 * @param bestTransfer of how much at once; 0 for none
 * @param mostTransfer the most at once; 0 for no limit
 */
public record NodeLimits(
    long request,
    long discard,
    long writeZeroes,
    long leastMemory,
    long bestTransfer,
    long mostTransfer) {

  private static final int SUBCLUSTERS = 32;
  private static final int MAX_IOV = 1024;
  private static final int PAGE = 4096;

  /** Source: {@code NBD_MAX_BUFFER_SIZE}, in bytes. */
  private static final int NBD_BUFFER = 32 << 20;

  private static final NodeLimits WITHOUT_CHILDREN = new NodeLimits(1, 0, 0, 512, 0, 0);
  private static final NodeLimits OF_FILE = new NodeLimits(1, 0, 0, 1, 0, 0);

  /**
   * The limits of a node; empty where they depend on what its host's disk needs, at and above a
   * blkdebug with limits of its own or a filter of which they are not known, and at and above one
   * that a job put in: {@code bdrv_append} refreshes the limits of the wrong one of the two.
   */
  public static Optional<NodeLimits> of(GraphView graph, int number) {
    Node node = graph.node(number);
    return switch (node.state()) {
      case DriverState.File ignored ->
          node.flags().direct() ? Optional.empty() : Optional.of(OF_FILE);
      case DriverState.Null ignored -> Optional.of(WITHOUT_CHILDREN);
      case DriverState.Nbd client -> Optional.of(ofClient(client.alignment()));
      case DriverState.Qcow2 image -> merged(graph, number).map(below -> ofImage(image, below));
      case DriverState.Compress filter ->
          merged(graph, number).map(below -> below.withRequest(filter.alignment()));
      case DriverState.Blkdebug ignored -> Optional.empty();
      case DriverState.Preallocate ignored -> Optional.empty();
      case DriverState.CopyBeforeWrite ignored -> Optional.empty();
      case DriverState.SnapshotAccess ignored -> Optional.empty();
      case DriverState.Raw ignored -> merged(graph, number);
      case DriverState.Throttle ignored -> merged(graph, number);
      case DriverState.CopyOnRead ignored -> merged(graph, number);
      case DriverState.Blkverify ignored -> merged(graph, number);
      case DriverState.Quorum ignored -> merged(graph, number);
      case DriverState.CommitTop ignored -> Optional.empty();
      case DriverState.MirrorTop ignored -> Optional.empty();
      case DriverState.Opening ignored -> Optional.empty();
    };
  }

  private static NodeLimits ofImage(DriverState.Qcow2 image, NodeLimits below) {
    long cluster = image.header().clusterSize();
    long subcluster = image.header().extendedL2() ? cluster / SUBCLUSTERS : cluster;
    return below.with(1, cluster, subcluster);
  }

  /** Source: {@code nbd_negotiate_handle_info}, {@code nbd_refresh_limits}. */
  private static NodeLimits ofClient(long alignment) {
    long best = Math.max(PAGE, alignment);
    return new NodeLimits(alignment, 0, 0, 512, best, NBD_BUFFER / alignment * alignment);
  }

  /** What a node takes over from its children. */
  private static Optional<NodeLimits> merged(GraphView graph, int number) {
    long discard = 0;
    long leastMemory = 0;
    long best = 0;
    long most = 0;
    for (int link : graph.children(number)) {
      Edge edge = graph.edge(link);
      Optional<NodeLimits> child = of(graph, edge.child());
      if (child.isEmpty()) {
        return Optional.empty();
      }
      discard = Math.max(discard, child.get().discard);
      leastMemory = Math.max(leastMemory, child.get().leastMemory);
      best = Math.max(best, child.get().bestTransfer);
      most = most == 0 ? child.get().mostTransfer : Math.min(most, child.get().limit());
    }
    return Optional.of(new NodeLimits(1, discard, 0, leastMemory, best, most));
  }

  private long limit() {
    return mostTransfer == 0 ? Long.MAX_VALUE : mostTransfer;
  }

  private NodeLimits withRequest(long alignment) {
    return with(alignment, discard, writeZeroes);
  }

  private NodeLimits with(long newRequest, long newDiscard, long newWriteZeroes) {
    return new NodeLimits(
        newRequest, newDiscard, newWriteZeroes, leastMemory, bestTransfer, mostTransfer);
  }

  /** As {@code BlockLimitsInfo} of QAPI. */
  ObjectNode shown() {
    ObjectNode limits =
        JsonNodeFactory.instance
            .objectNode()
            .put("request-alignment", request)
            .put("min-mem-alignment", leastMemory)
            .put("opt-mem-alignment", PAGE)
            .put("max-iov", MAX_IOV);
    if (discard > 0) {
      limits.put("discard-alignment", discard);
    }
    if (writeZeroes > 0) {
      limits.put("write-zeroes-alignment", writeZeroes);
    }
    if (bestTransfer > 0) {
      limits.put("opt-transfer", bestTransfer);
    }
    if (mostTransfer > 0) {
      limits.put("max-transfer", mostTransfer);
    }
    return limits;
  }
}
