package permafrost.model.open;

import permafrost.model.Rulebook;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;

/**
 * Who forbids an operation on a node: a job that works on it forbids all, an overlay most. Source:
 * {@code bdrv_op_is_blocked}.
 */
public final class OpBlockers {

  /** The one node that a job lets a device use from an iothread: {@code block_job_create}. */
  private static final String MAIN_NODE = "main node";

  private OpBlockers() {}

  /** What can be forbidden. Source: {@code BlockOpType}. */
  public enum Operation {
    BACKUP_SOURCE,
    BACKUP_TARGET,
    CHANGE,
    COMMIT_SOURCE,
    COMMIT_TARGET,
    DATAPLANE,
    DRIVE_DEL,
    EJECT,
    EXTERNAL_SNAPSHOT,
    INTERNAL_SNAPSHOT,
    INTERNAL_SNAPSHOT_DELETE,
    MIRROR_SOURCE,
    MIRROR_TARGET,
    RESIZE,
    STREAM,
    REPLACE;

    /** Whether it may be done to a node that is another's backing file. */
    private boolean isAllowedOnBacking() {
      return switch (this) {
        case COMMIT_TARGET, STREAM, BACKUP_SOURCE, BACKUP_TARGET -> true;
        case CHANGE,
            COMMIT_SOURCE,
            DATAPLANE,
            DRIVE_DEL,
            EJECT,
            EXTERNAL_SNAPSHOT,
            INTERNAL_SNAPSHOT,
            INTERNAL_SNAPSHOT_DELETE,
            MIRROR_SOURCE,
            MIRROR_TARGET,
            RESIZE,
            REPLACE ->
            false;
      };
    }
  }

  /**
   * Refuses an operation that someone forbids; the newest of them is named. Source: {@code
   * bdrv_op_is_blocked}.
   */
  public static void refuseBlocked(
      GraphView graph, int node, Operation operation, Rulebook rulebook) {
    if (graph.awaitsReplacement(node)) {
      rulebook.refuse(BlockerRefusal.NODE_BUSY_BY_COMPLETION, graph.deviceOrNodeName(node));
    }
    for (int number : graph.parents(node)) {
      Edge edge = graph.edge(number);
      switch (graph.vertex(edge.parent())) {
        case User.JobParent job -> {
          if (operation != Operation.DATAPLANE || !edge.name().equals(MAIN_NODE)) {
            rulebook.refuse(
                BlockerRefusal.NODE_BUSY_BY_JOB, graph.deviceOrNodeName(node), job.type());
          }
        }
        case User.Backend ignored -> {}
        case Node ignored -> {
          if (edge.role() == Role.COW && !operation.isAllowedOnBacking()) {
            rulebook.refuse(
                BlockerRefusal.NODE_BUSY_AS_BACKING,
                graph.deviceOrNodeName(node),
                edge.parentCalled());
          }
        }
      }
    }
  }
}
