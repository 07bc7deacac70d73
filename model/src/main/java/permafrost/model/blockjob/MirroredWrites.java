package permafrost.model.blockjob;

import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Role;
import permafrost.model.open.Workpiece;

/**
 * What a job writes where a mirror is to copy it from: a mirror that has nothing to do looks for it
 * only after a while, and until then its bitmap shows it. Source: {@code bdrv_set_dirty}, {@code
 * mirror_run}.
 */
final class MirroredWrites {

  private MirroredWrites() {}

  /** Leaves a write to a node open where it reaches a node whose bitmap a mirror keeps. */
  static void leaveOpen(Workpiece piece, int node) {
    leaveOpen(piece.edit(), piece.jobs().done().bitmaps().keySet(), node);
  }

  private static void leaveOpen(GraphEdit edit, Set<Integer> mirrored, int node) {
    if (mirrored.contains(node)) {
      throw new OutsideModel("how soon a mirror copies what another job writes");
    }
    for (int each : edit.children(node)) {
      Edge edge = edit.edge(each);
      if (edge.role() != Role.COW) {
        leaveOpen(edit, mirrored, edge.child());
      }
    }
  }
}
