package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.open.Workpiece;

/** The backing file that an image's header names. */
final class BackingHeader {

  private static final int LONGEST_NAME = 1023;

  private BackingHeader() {}

  /**
   * Writes another name, or none. Source: {@code bdrv_change_backing_file}.
   *
   * @param file empty for none
   * @param format empty for none
   * @return what {@code strerror} says where it fails; nothing has changed then
   */
  static Optional<String> change(Workpiece piece, int number, String file, String format) {
    Node node = piece.edit().node(number);
    if (!(node.state() instanceof DriverState.Qcow2 qcow2)) {
      return Optional.of("Operation not supported");
    }
    if (file.length() > LONGEST_NAME) {
      return Optional.of("Invalid argument");
    }
    Qcow2Header header = qcow2.header().withBacking(file, format);
    piece.edit().replace(node.with(new DriverState.Qcow2(header, file)));
    int child = piece.edit().childNumber(number, "file");
    if (child != Node.NOBODY
        && piece.edit().node(child).state() instanceof DriverState.File image
        && piece.files().at(image.path()).orElse(null) instanceof Image.Qcow2 stored) {
      piece.update(state ->
          state.with(state.files().with(image.path(), new Image.Qcow2(header, stored.size()))));
    }
    return Optional.empty();
  }
}
