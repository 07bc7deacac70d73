package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.data.HostError;
import permafrost.model.data.Requests;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.open.ImageFile;
import permafrost.model.open.Workpiece;

/** The backing file that an image's header names. */
public final class BackingHeader {

  private static final int LONGEST_NAME = 1023;

  private BackingHeader() {}

  /**
   * Writes another name, or none. Source: {@code bdrv_change_backing_file}.
   *
   * @param name empty for none
   * @param format empty for none
   * @return what {@code strerror} says where it fails; where the file cannot be written, the node
   *     has the new name all the same
   */
  public static Optional<String> change(Workpiece piece, int number, String name, String format) {
    Node node = piece.edit().node(number);
    if (!(node.state() instanceof DriverState.Qcow2 qcow2)) {
      return Optional.of("Operation not supported");
    }
    if (name.length() > LONGEST_NAME) {
      return Optional.of("Invalid argument");
    }
    Qcow2Header header = qcow2.header().withBacking(name, format);
    piece.edit().replace(node.with(qcow2.with(header, name)));
    int file = piece.edit().childNumber(number, "file");
    if (piece.edit().node(file).flags().readOnly()) {
      return Optional.of("Operation not permitted"); // bdrv_co_write_req_prepare
    }
    Optional<HostError> failure = new Requests(piece).write(file, 0, header.clusterSize());
    if (failure.isPresent()) {
      return failure.map(HostError::text);
    }
    Optional<Node> below = ImageFile.below(piece.edit(), number);
    if (below.isPresent()) {
      ImageFile.store(piece, below.get(), stored(piece, below.get(), qcow2.header(), header));
      fill(piece, (DriverState.File) below.get().state(), header.clusterSize());
    } else {
      fillNothing(piece.edit(), file, header.clusterSize());
    }
    return Optional.empty();
  }

  /** A header is written as a whole cluster. Source: {@code qcow2_update_header}. */
  private static void fill(Workpiece piece, DriverState.File file, long cluster) {
    if (file.size() != Image.UNKNOWN_SIZE && file.size() < cluster) {
      new WrittenFiles(piece).lengthen(file.path(), cluster);
    }
  }

  /** A null device is longer then, too. Source: {@code bdrv_co_write_req_finish}. */
  private static void fillNothing(GraphEdit edit, int number, long cluster) {
    Node node = edit.node(number);
    if (node.state() instanceof DriverState.Null device) {
      long size = Math.max(device.size(), cluster);
      edit.replace(node.with(new DriverState.Null(size, device.latency())));
    } else {
      fillNothing(edit, edit.childNumber(number, node.driver().primaryChild()), cluster);
    }
  }

  private static Image stored(Workpiece piece, Node file, Qcow2Header old, Qcow2Header header) {
    return ImageFile.holds(piece, file, old)
        ? new Image.Qcow2(header, ((DriverState.File) file.state()).size())
        : new Image.Opaque("a file with another image's header over it");
  }
}
