package permafrost.model.blockjob;

import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.image.Image;
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
    below(node, edit.node(node).state() instanceof DriverState.Qcow2);
  }

  private void below(int number, boolean grows) {
    Node node = edit.node(number);
    if (node.state() instanceof DriverState.File file && grows) {
      edit.replace(
          node.with(
              new DriverState.File(
                  file.path(),
                  Image.UNKNOWN_SIZE,
                  file.locking(),
                  file.heldPermissions(),
                  file.heldShared())));
      if (piece.files().at(file.path()).orElse(null) instanceof Image.Qcow2 image) {
        Image grown = new Image.Qcow2(image.header(), Image.UNKNOWN_SIZE);
        piece.update(state -> state.with(state.files().with(file.path(), grown)));
      }
    }
    for (int edgeNumber : edit.children(number)) {
      Edge edge = edit.edge(edgeNumber);
      if (edge.role() != Role.COW) {
        boolean image = edit.node(edge.child()).state() instanceof DriverState.Qcow2;
        below(edge.child(), grows || image);
      }
    }
  }
}
