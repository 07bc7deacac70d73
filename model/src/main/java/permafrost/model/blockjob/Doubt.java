package permafrost.model.blockjob;

import java.util.Arrays;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Qcow2Header;
import permafrost.model.job.Course;
import permafrost.model.open.Contents;
import permafrost.model.open.Workpiece;

/** Why the model cannot say how a job comes out that reads or writes a node. */
final class Doubt {

  private Doubt() {}

  /** What it is, or empty where all reads and writes of a node succeed. */
  static Optional<String> of(Workpiece piece, int node) {
    return of(piece, node, false);
  }

  /** The same where a node is only read. */
  static Optional<String> ofReading(Workpiece piece, int node) {
    return ofReading(piece, node, 0);
  }

  /** The same where it is read through the copy-on-read filter of a stream. */
  static Optional<String> ofStreaming(Workpiece piece, int node) {
    return ofReading(piece, node, 1);
  }

  private static Optional<String> ofReading(Workpiece piece, int node, int copiesAbove) {
    return of(piece, node, true)
        .or(() ->
            copiesTwice(piece.edit(), node, copiesAbove)
                ? Optional.of("a cluster that two filters copy, compressed")
                : Optional.empty());
  }

  /**
   * Whether two copy-on-read filters stand above a compress filter: each copies what is read, and
   * the second finds the cluster there, which is an error. Source: {@code bdrv_co_do_copy_on_readv,
   * qcow2_alloc_compressed_cluster_offset}.
   */
  private static boolean copiesTwice(GraphEdit edit, int number, int copiesAbove) {
    Driver driver = edit.node(number).driver();
    if (driver == Driver.COMPRESS && copiesAbove > 1) {
      return true;
    }
    int own = driver == Driver.COPY_ON_READ ? 1 : 0;
    int copies = driver.isFilter() ? copiesAbove + own : 0;
    return Arrays.stream(edit.children(number))
        .anyMatch(edge -> copiesTwice(edit, edit.edge(edge).child(), copies));
  }

  private static Optional<String> of(Workpiece piece, int node, boolean reading) {
    GraphEdit edit = piece.edit();
    boolean kept = reading && isKept(edit, node);
    Optional<String> own = kept ? Optional.empty() : own(piece, edit.node(node));
    for (int edge : edit.children(node)) {
      if (own.isEmpty()) {
        own = of(piece, edit.edge(edge).child(), reading);
      }
    }
    return own;
  }

  /** Whether it is a copy-before-write filter, or shows what one has kept. */
  private static boolean isKept(GraphEdit edit, int node) {
    int shown =
        edit.node(node).driver() == Driver.SNAPSHOT_ACCESS ? edit.childNumber(node, "file") : node;
    return edit.node(shown).driver() == Driver.COPY_BEFORE_WRITE;
  }

  private static Optional<String> own(Workpiece piece, Node node) {
    return switch (node.state()) {
      case DriverState.CopyBeforeWrite ignored -> through(node);
      case DriverState.SnapshotAccess ignored -> through(node);
      case DriverState.Blkverify ignored -> through(node);
      case DriverState.Nbd ignored -> throw new OutsideModel("a job that has an NBD client");
      case DriverState.Quorum ignored when new Emptiness(piece).ofChildren(node.number()) ->
          Optional.empty();
      case DriverState.Quorum ignored -> through(node);
      case DriverState.Qcow2 image when !isWhereItWas(piece, node.number(), image) ->
          Optional.of("a job on an image whose file was replaced, or is cut short");
      case DriverState.MirrorTop ignored -> Optional.empty();
      case DriverState.Qcow2 ignored -> Optional.empty();
      case DriverState.Blkdebug ignored -> Optional.empty();
      case DriverState.Opening ignored -> Optional.empty();
      case DriverState.File ignored -> Optional.empty();
      case DriverState.Null ignored -> Optional.empty();
      case DriverState.Raw ignored -> Optional.empty();
      case DriverState.Throttle ignored -> Optional.empty();
      case DriverState.CopyOnRead ignored -> Optional.empty();
      case DriverState.CommitTop ignored -> Optional.empty();
      case DriverState.Compress ignored -> Optional.empty();
      case DriverState.Preallocate ignored -> Optional.empty();
    };
  }

  private static Optional<String> through(Node node) {
    return Optional.of("a job that reads or writes through " + node.driver().qapiName());
  }

  /** Whether its file still holds the image. */
  private static boolean isWhereItWas(Workpiece piece, int number, DriverState.Qcow2 image) {
    int file = piece.edit().childNumber(number, "file");
    if (piece.edit().node(file).state() instanceof DriverState.Raw window && window.sizeGiven()) {
      return false;
    }
    try {
      Optional<Qcow2Header> header =
          new Contents(piece.edit(), piece.files(), piece.rulebook()).qcow2Header(file);
      return header.filter(image.header()::equals).isPresent();
    } catch (OutsideModel unknown) {
      return false;
    }
  }

  /** What becomes of a job that copies data and would end well. */
  static Course copying(Optional<String> doubt, long speed) {
    if (doubt.isPresent()) {
      return new Course.Unknown(doubt.get());
    }
    return speed == 0 ? Course.ENDS : new Course.Unknown("how long a job with a speed takes");
  }
}
