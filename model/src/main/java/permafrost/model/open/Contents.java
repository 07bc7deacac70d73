package permafrost.model.open;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;

/** What stands at the start of what a node reads. */
public final class Contents {

  private Contents() {}

  /** The header of the unaltered qcow2 image that a node shows, or empty where there is none. */
  public static Optional<Qcow2Header> qcow2Header(GraphEdit edit, Files files, int number) {
    return qcow2(edit, files, number)
        .flatMap(found ->
            switch (found) {
              case Image.Qcow2 made -> Optional.of(made.header());
              case Image.Altered altered -> Optional.empty();
            });
  }

  /** The qcow2 image that a node shows, or empty where there is none. */
  static Optional<Image.OfQcow2> qcow2(GraphEdit edit, Files files, int number) {
    Node node = edit.node(number);
    return switch (node.state()) {
      case DriverState.File file -> ofImage(files.at(file.path()).orElseThrow());
      case DriverState.Null device -> ofNull(device);
      case DriverState.Raw raw ->
          raw.offset() == 0 ? below(edit, files, number, "file") : windowed();
      case DriverState.Qcow2 qcow2 -> guest(edit, files, number, qcow2);
      case DriverState.Throttle ignored -> below(edit, files, number, "file");
      case DriverState.CopyOnRead ignored -> below(edit, files, number, "file");
      case DriverState.Compress ignored -> below(edit, files, number, "file");
      case DriverState.Blkdebug ignored -> below(edit, files, number, "image");
      case DriverState.Blkverify ignored -> below(edit, files, number, "raw");
      case DriverState.CommitTop ignored -> below(edit, files, number, "backing");
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

  private static Optional<Image.OfQcow2> below(
      GraphEdit edit, Files files, int number, String child) {
    int edge = edit.childEdge(number, child);
    if (edge < 0) {
      throw new OutsideModel("a format over a node that is still being opened");
    }
    return qcow2(edit, files, edit.edge(edge).child());
  }

  private static Optional<Image.OfQcow2> ofImage(Image image) {
    return switch (image) {
      case Image.OfQcow2 found -> Optional.of(found);
      case Image.Raw ignored -> Optional.empty();
      case Image.Folder ignored -> Optional.empty();
      case Image.Barred ignored -> Optional.empty();
      case Image.Opaque opaque -> throw new OutsideModel(opaque.why());
    };
  }

  /** What a guest reads of a qcow2 image that nothing was written to. */
  private static Optional<Image.OfQcow2> guest(
      GraphEdit edit, Files files, int number, DriverState.Qcow2 qcow2) {
    return edit.childEdge(number, "backing") < 0 || qcow2.header().virtualSize() == 0
        ? Optional.empty()
        : below(edit, files, number, "backing");
  }
}
