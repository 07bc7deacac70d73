package permafrost.model.open;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;

/** The file that a qcow2 node's image is in, where the node's header is written to. */
public final class ImageFile {

  private ImageFile() {}

  /**
   * The file node below a qcow2 node, through what changes nothing of its bytes; empty where they
   * go nowhere.
   *
   * @throws OutsideModel where it is not that simple
   */
  public static Optional<Node> below(GraphEdit edit, int qcow2) {
    return of(edit, edit.node(edit.childNumber(qcow2, "file")));
  }

  private static Optional<Node> of(GraphEdit edit, Node node) {
    return switch (node.state()) {
      case DriverState.File ignored -> Optional.of(node);
      case DriverState.Raw raw when raw.offset() == 0 && !raw.sizeGiven() -> primary(edit, node);
      case DriverState.Throttle ignored -> primary(edit, node);
      case DriverState.CopyOnRead ignored -> primary(edit, node);
      case DriverState.Blkdebug ignored -> primary(edit, node);
      case DriverState.Null ignored -> Optional.empty();
      case DriverState.Nbd ignored -> throw elsewhere();
      case DriverState.Raw ignored -> throw elsewhere();
      case DriverState.Compress ignored -> throw elsewhere();
      case DriverState.Preallocate ignored -> throw elsewhere();
      case DriverState.CopyBeforeWrite ignored -> throw elsewhere();
      case DriverState.SnapshotAccess ignored -> throw elsewhere();
      case DriverState.Blkverify ignored -> throw elsewhere();
      case DriverState.CommitTop ignored -> throw elsewhere();
      case DriverState.MirrorTop ignored -> throw elsewhere();
      case DriverState.Quorum ignored -> throw elsewhere();
      case DriverState.Qcow2 ignored -> throw elsewhere();
      case DriverState.Opening ignored -> throw elsewhere();
    };
  }

  private static Optional<Node> primary(GraphEdit edit, Node node) {
    int child = edit.childNumber(node.number(), node.driver().primaryChild());
    return of(edit, edit.node(child));
  }

  private static OutsideModel elsewhere() {
    return new OutsideModel("writing to a qcow2 node over what is not plainly its image");
  }

  /** Whether the file still holds this header, and not another image, or none. */
  public static boolean holds(Workpiece piece, Node file, Qcow2Header header) {
    return file.state() instanceof DriverState.File state
        && piece.files().at(state.path()).orElse(null) instanceof Image.Qcow2 stored
        && stored.header().equals(header);
  }

  /**
   * Puts another image in the file.
   *
   * @throws ClassCastException where the node is none of a file
   */
  public static void store(Workpiece piece, Node file, Image image) {
    String path = ((DriverState.File) file.state()).path();
    piece.update(state -> state.with(state.files().with(path, image)));
  }
}
