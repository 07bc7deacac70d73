package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.isBlkverifyResized;
import static permafrost.properties.generate.Touch.isResizedItself;
import static permafrost.properties.generate.Touch.reopens;
import static permafrost.properties.generate.Touch.resizes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.answer.NodeLimits;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.job.JobCommands;

/** What is known to be wrong where the size or the limits of a node change. */
public enum KnownSizeBug implements Avoidance {
  /** A filter, or a quorum, shows the size of the child it had when it was opened. */
  FILTER_KEEPS_SIZE("filter-keeps-size") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(
          state,
          prediction,
          node ->
              switch (node.driver()) {
                case THROTTLE, COPY_BEFORE_WRITE, SNAPSHOT_ACCESS, BLKDEBUG, BLKVERIFY, QUORUM ->
                    !isResizedItself(state.graph(), command, node);
                case PREALLOCATE ->
                    node.state() instanceof DriverState.Preallocate filter && filter.watching();
                case FILE,
                    HOST_DEVICE,
                    HOST_CDROM,
                    NULL_CO,
                    NULL_AIO,
                    NBD,
                    RAW,
                    QCOW2,
                    COPY_ON_READ,
                    COMPRESS,
                    COMMIT_TOP,
                    MIRROR_TOP ->
                    false;
              });
    }
  },

  /**
   * A blkverify filter grows whose {@code test} child stays smaller: the daemon aborts in {@code
   * bdrv_co_write_req_finish}.
   */
  RESIZE_OF_BLKVERIFY("resize-of-blkverify") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success && isBlkverifyResized(state.graph(), command);
    }
  },

  /** A raw node with a size, once it was cut short by a smaller child, stays so. */
  RAW_KEEPS_SMALLER_SIZE("raw-keeps-smaller-size") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(
          state,
          prediction,
          node -> node.state() instanceof DriverState.Raw raw && raw.sizeGiven());
    }
  },

  /** A reopen changes the size of what a job writes to: beyond its end the daemon aborts. */
  RESIZED_BELOW_JOB("reopen-resizes-target-of-job") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-reopen")
          && resizes(state, prediction, node -> isBelowJob(state.graph(), node));
    }

    private boolean isBelowJob(Graph graph, Node node) {
      return Arrays.stream(graph.order())
          .filter(used -> AroundJobs.isUsedByJob(graph, used))
          .anyMatch(used -> graph.reaches(used, node.number()));
    }
  },

  /** A node above one that is reopened does not notice that its size has changed. */
  SIZE_CHANGED_BELOW("size-changed-below-unnoticed") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(state, prediction, node -> !isReopenedLast(state, command, node));
    }

    /** Nodes are finished in another order than they are named in. */
    private boolean isReopenedLast(State state, Command command, Node node) {
      return reopens(state, command, (entry, top) -> top.equals(node))
          && !reopens(
              state,
              command,
              (entry, other) ->
                  !other.equals(node) && state.graph().reaches(node.number(), other.number()));
    }
  },

  /** Nor that the limits of what is below it have, whatever has changed them. */
  LIMITS_CHANGED_BELOW("limits-changed-below-unnoticed") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .filter(node -> !reopens(state, command, (entry, top) -> top.equals(node)))
              .anyMatch(node ->
                  changesLimits(command.name(), state.graph(), node, success.next().graph()));
    }

    /**
     * Below a job's filter, and beside what they are not known of, they are not known: they are
     * what they were, until that goes.
     */
    private boolean changesLimits(String command, Graph graph, Node node, Graph later) {
      boolean mayBecomeKnown =
          command.equals("blockdev-reopen")
              || command.equals("x-blockdev-change")
              || command.startsWith("block-")
              || JobCommands.include(command);
      Optional<NodeLimits> before = NodeLimits.of(graph, node.number());
      Optional<NodeLimits> after =
          later.find(node.name()).flatMap(still -> NodeLimits.of(later, still.number()));
      return after.isPresent() && !after.equals(before) && (before.isPresent() || mayBecomeKnown);
    }
  };

  private final List<String> divergences;

  KnownSizeBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
