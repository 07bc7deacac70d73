package permafrost.model.blockjob;

import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Role;
import permafrost.model.open.Workpiece;

/** Files of which the model does not know the size any more, because a job writes to an image. */
final class Growing {

  private final Workpiece piece;
  private final GraphEdit edit;

  Growing(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
  }

  /** The files that grow when a node is written to within its size: those of images. */
  void writtenTo(int node) {
    boolean image = edit.node(node).state() instanceof DriverState.Qcow2;
    for (int each : edit.children(node)) {
      Edge edge = edit.edge(each);
      if (edge.role() == Role.COW) {
        continue;
      }
      if (image) {
        new WrittenFiles(piece).grown(edge.child());
      } else {
        writtenTo(edge.child());
      }
    }
  }

  /** Those that grow when a node is read: what stands below copy-on-read filters is written to. */
  void readThrough(int node) {
    boolean copies = edit.node(node).state() instanceof DriverState.CopyOnRead;
    for (int each : edit.children(node)) {
      int child = edit.edge(each).child();
      if (copies) {
        MirroredWrites.leaveOpen(piece, child);
        writtenTo(child);
      }
      readThrough(child);
    }
  }
}
