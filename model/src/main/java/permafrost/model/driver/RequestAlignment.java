package permafrost.model.driver;

import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;

/** What the requests to a node must be multiples of. Source: {@code bdrv_refresh_limits}. */
public final class RequestAlignment {

  /** The alignment of a file with O_DIRECT: the file system decides. */
  public static final long UNKNOWN = -1;

  private static final int LARGEST_DIRECT = 4096;

  private RequestAlignment() {}

  /** The alignment in bytes, or {@link #UNKNOWN}. */
  public static long of(Node node) {
    return switch (node.state()) {
      case DriverState.File ignored -> node.flags().direct() ? UNKNOWN : 1;
      case DriverState.Compress compress -> compress.alignment();
      case DriverState.Blkdebug blkdebug -> blkdebug.alignment();
      case DriverState.Nbd client -> client.alignment();
      case DriverState.Null ignored -> 1;
      case DriverState.Raw ignored -> 1;
      case DriverState.Qcow2 ignored -> 1;
      case DriverState.Throttle ignored -> 1;
      case DriverState.CopyOnRead ignored -> 1;
      case DriverState.Preallocate ignored -> 1;
      case DriverState.CopyBeforeWrite ignored -> 1;
      case DriverState.SnapshotAccess ignored -> 1;
      case DriverState.Blkverify ignored -> 1;
      case DriverState.CommitTop ignored -> 1;
      case DriverState.MirrorTop ignored -> 1;
      case DriverState.Quorum ignored -> 1;
      case DriverState.Opening ignored -> 1;
    };
  }

  /**
   * Lets pass what every alignment that a file system asks for divides.
   *
   * @param number in bytes
   * @throws OutsideModel where it would have to be known
   */
  public static void refuseToGuess(long number) {
    if (number % LARGEST_DIRECT != 0) {
      throw new OutsideModel(
          "O_DIRECT alignment of a file, where 4096 does not divide what it is held to");
    }
  }
}
