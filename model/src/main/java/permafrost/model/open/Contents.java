package permafrost.model.open;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.driver.Qcow2Refusal;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;

/** What stands at the start of what a node reads. */
public record Contents(GraphEdit edit, Files files, Rulebook rulebook) {

  /**
   * The header of the unaltered qcow2 image that a node shows, or empty where there is none. Nobody
   * has read it yet, so that nothing is refused if it can not be read.
   */
  public Optional<Qcow2Header> qcow2Header(int number) {
    return foreseen(number)
        .flatMap(found ->
            switch (found) {
              case Image.Qcow2 made -> Optional.of(made.header());
              case Image.Altered altered -> Optional.empty();
            });
  }

  private Optional<Image.OfQcow2> foreseen(int number) {
    try {
      return qcow2(number);
    } catch (Refused unreadable) {
      throw new OutsideModel("the image of a node that can not be read");
    }
  }

  /** The qcow2 image that a node shows, or empty where there is none. */
  Optional<Image.OfQcow2> qcow2(int number) {
    Node node = edit.node(number);
    return switch (node.state()) {
      case DriverState.File file -> ofImage(files.at(file.path()).orElseThrow());
      case DriverState.Null device -> ofNull(device);
      case DriverState.Nbd ignored -> throw new OutsideModel("a format over an NBD client");
      case DriverState.Raw raw -> raw.offset() == 0 ? below(number, "file") : windowed();
      case DriverState.Qcow2 qcow2 -> guest(number, qcow2);
      case DriverState.Throttle ignored -> below(number, "file");
      case DriverState.CopyOnRead ignored -> below(number, "file");
      case DriverState.Compress ignored -> below(number, "file");
      case DriverState.Preallocate ignored -> below(number, "file");
      case DriverState.CopyBeforeWrite ignored -> below(number, "file");
      case DriverState.SnapshotAccess ignored -> snapshot(number);
      case DriverState.Blkdebug ignored -> below(number, "image");
      case DriverState.Blkverify ignored -> below(number, "raw");
      case DriverState.CommitTop ignored -> below(number, "backing");
      case DriverState.MirrorTop ignored -> below(number, "backing");
      case DriverState.Quorum ignored -> throw new OutsideModel("a format over a quorum");
      case DriverState.Opening ignored -> throw new IllegalStateException("still opening");
    };
  }

  /** Nothing; but to read that takes its time. */
  private static Optional<Image.OfQcow2> ofNull(DriverState.Null device) {
    if (device.latency()) {
      throw new OutsideModel("a format over a null device with a latency");
    }
    return Optional.empty();
  }

  private static Optional<Image.OfQcow2> windowed() {
    throw new OutsideModel("a format over a raw window that does not begin at 0");
  }

  private Optional<Image.OfQcow2> below(int number, String child) {
    int edge = edit.childEdge(number, child);
    if (edge < 0) {
      throw new OutsideModel("a format over a node that is still being opened");
    }
    return qcow2(edit.edge(edge).child());
  }

  /** Nothing but a copy-before-write filter keeps one. Source: {@code bdrv_co_preadv_snapshot}. */
  private Optional<Image.OfQcow2> snapshot(int number) {
    Node below = edit.node(edit.edge(edit.childEdge(number, "file")).child());
    if (NodeSize.of(edit, number) == 0) {
      return Optional.empty();
    }
    if (below.driver() != Driver.COPY_BEFORE_WRITE) {
      rulebook.refuse(Qcow2Refusal.HEADER_NOT_SUPPORTED);
    }
    return below(number, "file");
  }

  private static Optional<Image.OfQcow2> ofImage(Image image) {
    return switch (image) {
      case Image.OfQcow2 found -> Optional.of(found);
      case Image.Raw ignored -> Optional.empty();
      case Image.Text ignored -> Optional.empty();
      case Image.Folder ignored -> Optional.empty();
      case Image.Barred ignored -> Optional.empty();
      case Image.Opaque opaque -> throw new OutsideModel(opaque.why());
    };
  }

  /** What a guest reads of a qcow2 image that nothing was written to. */
  private Optional<Image.OfQcow2> guest(int number, DriverState.Qcow2 qcow2) {
    return edit.childEdge(number, "backing") < 0 || qcow2.header().virtualSize() == 0
        ? Optional.empty()
        : below(number, "backing");
  }
}
