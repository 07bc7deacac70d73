package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.hasOption;
import static permafrost.properties.generate.Touch.reopens;

import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;

/** What is known to be wrong where nodes are reopened. */
public enum KnownReopenBug implements Avoidance {
  /** A file node with {@code aio-max-batch}, unchanged, is refused by a reopen. */
  REOPEN_WITH_AIO_MAX_BATCH("reopen-with-aio-max-batch") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) -> hasBelow(state.graph(), node, each -> hasOption(each, "aio-max-batch")));
    }
  },

  /** A node with {@code force-share}, unchanged, is refused by a reopen. */
  REOPEN_WITH_FORCE_SHARE("reopen-with-force-share") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) ->
              hasBelow(
                  state.graph(),
                  node,
                  each -> each.forceShare() || hasOption(each, "force-share")));
    }
  },

  /** Left out of a reopen, {@code discard} is not reset. */
  REOPEN_KEEPS_DISCARD("reopen-keeps-discard") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state, command, (entry, node) -> node.flags().unmap() && !entry.has("discard"));
    }
  },

  /** A reopen of no node at all: the daemon aborts in {@code bdrv_reopen_multiple}. */
  REOPEN_OF_NOTHING("reopen-of-no-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-reopen")
          && command.arguments().path("options").isArray()
          && command.arguments().get("options").isEmpty();
    }
  },

  /**
   * One node twice in a reopen, named or met as a child, with another child the second time: the
   * daemon aborts in {@code bdrv_reopen_multiple}, since the child queued the first time is not
   * drained any more.
   */
  REOPEN_TWICE_WITH_OTHER_CHILD("reopen-twice-with-other-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return new Queued(state.graph()).losesChild(command);
    }
  },

  /** A file that is opened for O_DIRECT has remembered a stretch of data that ends anywhere. */
  REOPEN_DIRECT("reopen-direct-keeps-status-cache") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      RememberedEnd remembered = new RememberedEnd(state.graph());
      return prediction instanceof Prediction.Success success
          && (remembered.turnsDirect(success.next().graph()) || remembered.isAskedBy(command));
    }
  },

  /** One node twice in a reopen, named or met as a child: it stays drained, jobs on it paused. */
  REOPEN_TWICE("reopen-twice-leaves-drained") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return new Queued(state.graph()).meetsTwice(command);
    }
  };

  private final List<String> divergences;

  KnownReopenBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
