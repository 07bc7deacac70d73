package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.InjectedErrors;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.image.Qcow2Header;
import permafrost.model.job.Course;
import permafrost.model.open.Workpiece;

/** Makes the base of a commit as long as what is committed. Source: {@code bdrv_co_truncate}. */
final class NodeGrowth {

  private static final String UNSUPPORTED = "Operation not supported";

  private NodeGrowth() {}

  /** Whether a node is shorter than another. */
  static boolean isNeeded(GraphView graph, int node, int than) {
    long size = NodeSize.of(graph, node);
    long wanted = NodeSize.of(graph, than);
    if (size == NodeSize.UNKNOWN || wanted == NodeSize.UNKNOWN) {
      throw new OutsideModel("whether a base of unknown size must grow");
    }
    return size < wanted;
  }

  /**
   * Why it is not known what becomes of a job that has made its base longer: no event tells when,
   * and where its limit holds it, none comes later either.
   *
   * @param course the job's
   */
  static Optional<String> doubt(Course course) {
    return course.equals(Course.HELD)
        ? Optional.of("how soon a limited commit makes its base longer")
        : Optional.empty();
  }

  /**
   * Makes a node longer.
   *
   * @param size in bytes
   * @return what {@code strerror} says where it cannot
   */
  static Optional<String> grow(Workpiece piece, int number, long size) {
    Node node = piece.edit().node(number);
    return switch (node.state()) {
      case DriverState.Qcow2 qcow2 -> {
        InjectedErrors errors = new InjectedErrors(piece.edit());
        int backing = Chain.backing(piece.edit(), number);
        boolean unread = backing != Node.NOBODY && errors.mayFail(backing);
        if (errors.tablesMayFail(below(piece, number, "file"))
            || unread && hidesBacking(piece.edit(), number)) {
          throw new OutsideModel("errors of what makes an image longer");
        }
        if (qcow2.header().version() == 2 && hidesBacking(piece.edit(), number)) {
          yield Optional.of(UNSUPPORTED);
        }
        Qcow2Header header = qcow2.header().withVirtualSize(size);
        piece.edit().replace(node.with(qcow2.with(header, qcow2.automaticBacking())));
        new WrittenFiles(piece).rewriteHeader(below(piece, number, "file"), header);
        yield Optional.empty();
      }
      case DriverState.File file -> {
        new WrittenFiles(piece).lengthen(file.path(), size);
        yield Optional.empty();
      }
      case DriverState.Raw raw ->
          raw.sizeGiven()
              ? Optional.of(UNSUPPORTED)
              : grow(piece, below(piece, number, "file"), raw.offset() + size);
      case DriverState.Throttle ignored -> grow(piece, below(piece, number, "file"), size);
      case DriverState.CopyOnRead ignored -> grow(piece, below(piece, number, "file"), size);
      case DriverState.Preallocate ignored -> throw new OutsideModel("a base that preallocates");
      case DriverState.CopyBeforeWrite ignored ->
          throw new OutsideModel("a base that copies before it writes");
      case DriverState.SnapshotAccess ignored -> Optional.of(UNSUPPORTED);
      case DriverState.Compress ignored -> grow(piece, below(piece, number, "file"), size);
      case DriverState.Blkdebug ignored -> grow(piece, below(piece, number, "image"), size);
      case DriverState.CommitTop ignored -> grow(piece, below(piece, number, "backing"), size);
      case DriverState.MirrorTop ignored -> grow(piece, below(piece, number, "backing"), size);
      case DriverState.Null ignored -> Optional.of(UNSUPPORTED);
      case DriverState.Quorum ignored -> Optional.of(UNSUPPORTED);
      case DriverState.Nbd ignored -> throw new OutsideModel("a base that is an NBD client");
      case DriverState.Blkverify ignored ->
          throw new OutsideModel("a base in blkverify that grows");
      case DriverState.Opening ignored -> throw new IllegalStateException("still opening");
    };
  }

  /**
   * Whether what is new must be zeroes, since the backing file has other data there: images of
   * version 2 have none. Source: {@code bdrv_co_truncate, qcow2_subcluster_zeroize}.
   */
  private static boolean hidesBacking(GraphView graph, int number) {
    int backing = Chain.backing(graph, number);
    return backing != Node.NOBODY && isNeeded(graph, number, backing);
  }

  private static int below(Workpiece piece, int number, String child) {
    return piece.edit().childNumber(number, child);
  }
}
