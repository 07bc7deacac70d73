package permafrost.model.blockjob;

import java.util.Arrays;
import java.util.OptionalLong;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.image.Image;
import permafrost.model.open.ImageFile;
import permafrost.model.open.Workpiece;

/** Which nodes are known to read as zeroes from start to end. */
record Emptiness(Workpiece piece) {

  /** Whether all children of a node are known to: then a quorum's votes are the same. */
  boolean ofChildren(int number) {
    GraphEdit edit = piece.edit();
    return Arrays.stream(edit.children(number)).allMatch(edge -> of(edit.edge(edge).child()));
  }

  /**
   * Where in the file of a new qcow2 image its first data will stand, in bytes; empty where that is
   * not known.
   */
  OptionalLong firstData(int number) {
    GraphEdit edit = piece.edit();
    if (!(edit.node(number).state() instanceof DriverState.Qcow2)) {
      return OptionalLong.empty();
    }
    try {
      return ImageFile.below(edit, number)
          .map(file -> ((DriverState.File) file.state()).path())
          .flatMap(path -> piece.files().at(path))
          .filter(Image.Qcow2.class::isInstance)
          .map(image -> ((Image.Qcow2) image).firstData())
          .orElse(OptionalLong.empty());
    } catch (OutsideModel elsewhere) {
      return OptionalLong.empty();
    }
  }

  /** Whether it is a qcow2 image whose file ends with its L1 table, and so is all that backs it. */
  private boolean of(int number) {
    GraphEdit edit = piece.edit();
    return edit.node(number).state() instanceof DriverState.Qcow2 qcow2
        && (edit.childEdge(number, "backing") < 0 || of(edit.childNumber(number, "backing")))
        && edit.node(edit.childNumber(number, "file")).state() instanceof DriverState.File file
        && piece.files().at(file.path()).orElse(new Image.Folder()) instanceof Image.Qcow2 image
        && image.header().equals(qcow2.header())
        && image.hasNoRoomForData();
  }
}
