package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.hasOption;
import static permafrost.properties.generate.Touch.reopens;

import java.util.Arrays;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;

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
      return prediction instanceof Prediction.Success success
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .filter(node -> remembersOddEnd(state.graph(), node))
              .anyMatch(node ->
                  success
                      .next()
                      .graph()
                      .find(node.name())
                      .filter(now -> now.flags().direct())
                      .isPresent());
    }

    /** An image's file is asked only where data was written to the image. */
    private boolean remembersOddEnd(Graph graph, Node node) {
      return node.state() instanceof DriverState.File file
          && !node.flags().direct()
          && (file.size() == Image.UNKNOWN_SIZE
              || file.size() % DIRECT_ALIGNMENT != 0
                  && Arrays.stream(graph.parents(node.number()))
                      .mapToObj(edge -> graph.vertex(graph.edge(edge).parent()))
                      .noneMatch(
                          user -> user instanceof Node parent && parent.driver() == Driver.QCOW2));
    }
  },

  /** One node twice in a reopen, named or met as a child: it stays drained, jobs on it paused. */
  REOPEN_TWICE("reopen-twice-leaves-drained") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return new Queued(state.graph()).meetsTwice(command);
    }
  };

  /** The largest that is met, in bytes. */
  private static final int DIRECT_ALIGNMENT = 4096;

  private final List<String> divergences;

  KnownReopenBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
