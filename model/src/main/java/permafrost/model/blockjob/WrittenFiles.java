package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.open.Contents;
import permafrost.model.open.Workpiece;

/** What is known of files after a job has written to nodes that lie in them. */
final class WrittenFiles {

  private static final Image UNKNOWN = new Image.Opaque("what a job has written");

  private final Workpiece piece;
  private final GraphEdit edit;

  WrittenFiles(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
  }

  /**
   * A node was written to.
   *
   * @param copied the node whose data it has now from its start on, or {@link Node#NOBODY} where
   *     that is not known
   */
  void written(int number, int copied) {
    DriverState state = edit.node(number).state();
    if (state instanceof DriverState.File file) {
      Image image = piece.files().at(file.path()).orElse(UNKNOWN);
      Image after = copied == Node.NOBODY ? UNKNOWN : holding(copied, image);
      piece.update(now -> now.with(now.files().with(file.path(), after)));
      return;
    }
    if (state instanceof DriverState.Qcow2) {
      grown(edit.childNumber(number, "file"));
      return;
    }
    boolean shifted = state instanceof DriverState.Raw raw && raw.offset() != 0;
    for (int edge : edit.children(number)) {
      written(edit.edge(edge).child(), shifted ? Node.NOBODY : copied);
    }
  }

  private Image holding(int copied, Image before) {
    long size =
        switch (before) {
          case Image.Raw raw -> raw.size();
          case Image.Text text -> text.size();
          case Image.Qcow2 qcow2 -> qcow2.size();
          case Image.Folder ignored -> Image.UNKNOWN_SIZE;
          case Image.Altered ignored -> Image.UNKNOWN_SIZE;
          case Image.Barred ignored -> Image.UNKNOWN_SIZE;
          case Image.Opaque ignored -> Image.UNKNOWN_SIZE;
        };
    try {
      Optional<Qcow2Header> header =
          new Contents(edit, piece.files(), piece.rulebook()).qcow2Header(copied);
      boolean mayStay = header.isEmpty() && !(before instanceof Image.Raw);
      return size == Image.UNKNOWN_SIZE || mayStay
          ? UNKNOWN
          : header.<Image>map(read -> new Image.Qcow2(read, size)).orElse(new Image.Raw(size));
    } catch (OutsideModel outside) {
      return UNKNOWN;
    }
  }

  /** A format has put more clusters into what lies below it: how many is not known. */
  void grown(int number) {
    if (number == Node.NOBODY) {
      return;
    }
    if (edit.node(number).state() instanceof DriverState.File file) {
      if (piece.files().at(file.path()).orElse(UNKNOWN) instanceof Image.Qcow2 image) {
        Image after = new Image.Qcow2(image.header(), Image.UNKNOWN_SIZE);
        piece.update(state -> state.with(state.files().with(file.path(), after)));
      }
      resize(file.path(), Image.UNKNOWN_SIZE);
      return;
    }
    for (int edge : edit.children(number)) {
      if (edit.edge(edge).role() != Role.COW) {
        grown(edit.edge(edge).child());
      }
    }
  }

  /** A qcow2 image's header was changed. */
  void rewriteHeader(int number, Qcow2Header header) {
    if (number != Node.NOBODY
        && edit.node(number).state() instanceof DriverState.File file
        && piece.files().at(file.path()).orElse(UNKNOWN) instanceof Image.Qcow2) {
      Image after = new Image.Qcow2(header, Image.UNKNOWN_SIZE);
      piece.update(state -> state.with(state.files().with(file.path(), after)));
      resize(file.path(), Image.UNKNOWN_SIZE);
    }
  }

  /** A file was made longer, its start as it was; size in bytes. */
  void lengthen(String path, long size) {
    Image after =
        switch (piece.files().at(path).orElse(UNKNOWN)) {
          case Image.Raw ignored -> new Image.Raw(size);
          case Image.Text ignored -> new Image.Raw(size);
          case Image.Qcow2 image -> new Image.Qcow2(image.header(), size);
          case Image.Folder folder -> folder;
          case Image.Altered ignored -> UNKNOWN;
          case Image.Barred barred -> barred;
          case Image.Opaque opaque -> opaque;
        };
    piece.update(state -> state.with(state.files().with(path, after)));
    resize(path, size);
  }

  /** All nodes on a file see its new size, in bytes or {@link Image#UNKNOWN_SIZE}. */
  void resize(String path, long size) {
    for (int number : edit.order()) {
      Node node = edit.node(number);
      if (node.state() instanceof DriverState.File file && Files.same(file.path(), path)) {
        edit.replace(node.with(file.sized(size)));
      }
    }
  }
}
