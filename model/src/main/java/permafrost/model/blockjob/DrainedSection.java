package permafrost.model.blockjob;

import permafrost.model.OutsideModel;
import permafrost.model.open.Workpiece;

/** The nodes that a pending mirror keeps drained: a job on them stands still until it is over. */
final class DrainedSection {

  private DrainedSection() {}

  /**
   * To be called before a job is started that has all its edges.
   *
   * @throws OutsideModel where it would stand still
   */
  static void refuseStart(Workpiece piece, String id) {
    if (piece.jobs().done().pausedByOthers(piece.edit()).contains(id)) {
      throw new OutsideModel("a job that another's end keeps paused");
    }
  }
}
