package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.AT_REPLACEMENT;
import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.isGone;
import static permafrost.properties.generate.Touch.isRefusedAfterAppend;
import static permafrost.properties.generate.Touch.meetsTwice;
import static permafrost.properties.generate.Touch.reopens;
import static permafrost.properties.generate.Touch.replaced;
import static permafrost.properties.generate.Touch.replacements;
import static permafrost.properties.generate.Touch.replacing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;

/** What is known to be wrong where a node takes the place of another. */
public enum KnownReplacementBug implements Avoidance {
  /**
   * A child is replaced below which some node is reached in two ways: the daemon aborts in {@code
   * bdrv_parent_drained_end_single_no_poll}.
   */
  REOPEN_OFF_DIAMOND("reopen-off-diamond") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
              state,
              command,
              (entry, node) ->
                  IntStream.concat(
                          replaced(state.graph(), entry, node), replacing(state.graph(), entry))
                      .anyMatch(child -> meetsTwice(state.graph(), child, new HashSet<>())))
          || prediction instanceof Prediction.Success success
              && prediction.events().stream().anyMatch(AroundJobs::endsWork)
              && (AroundJobs.overDiamond(state, command)
                  || AroundJobs.overDiamond(success.next(), command));
    }
  },

  /**
   * A reopen that is refused after it had replaced a child: edges are put back in another order,
   * and a qcow2 node keeps a pointer to what was its data file.
   */
  REFUSED_AFTER_REPLACEMENT("refused-reopen-reorders-edges", "refused-reopen-leaves-data-file") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.byCommand()
          && (isRefusedAfterAppend(state, command, refused)
              || replacements(state, command)
                  > (AT_REPLACEMENT.contains(refused.refusal().name()) ? 1 : 0));
    }
  },

  /** A node is reopened in the command that takes its last parent away: use after free. */
  REOPEN_FREES_QUEUED_NODE("reopen-frees-queued-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && reopens(
              state,
              command,
              (entry, node) ->
                  hasBelow(state.graph(), node, each -> isGone(each, success.next().graph())));
    }
  },

  /** Not on 7.2: an overlay, or a job's filter, over a compress filter never ends. */
  SNAPSHOT_OF_COMPRESS("snapshot-of-compress-hangs") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      List<String> topped =
          switch (command.name()) {
            case "blockdev-snapshot" -> List.of("node");
            case "block-commit", "blockdev-mirror", "drive-mirror" -> List.of("device", "top-node");
            default -> List.of();
          };
      return !(prediction instanceof Prediction.Unmodelled)
          && topped.stream()
              .flatMap(key -> state.graph().find(command.arguments().path(key).asText()).stream())
              .anyMatch(node -> node.driver() == Driver.COMPRESS);
    }
  },

  /** An image whose header can not be written shows the new backing file's name all the same. */
  REFUSED_NAME_STAYS("refused-change-backing-file-keeps-name") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal().name().equals("BACKING_FILE_UNCHANGEABLE")
          && command.arguments().path("backing-file").asText().length() <= LONGEST_NAME
          && state
              .graph()
              .find(command.arguments().path("image-node-name").asText())
              .filter(node -> node.driver() == Driver.QCOW2)
              .isPresent();
    }
  },

  /**
   * A node with force-share gets something above it: the links that go there still share all, until
   * some command refreshes them, a refused one included.
   */
  FORCE_SHARE_STAYS("force-share-outlives-its-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && !REFRESHING.contains(command.name())
          && leavesForceShare(state.graph(), success.next().graph());
    }

    private boolean leavesForceShare(Graph before, Graph after) {
      return Arrays.stream(before.order())
          .mapToObj(before::node)
          .filter(Node::forceShare)
          .flatMapToInt(node -> Arrays.stream(before.parents(node.number())))
          .filter(edge -> before.vertex(before.edge(edge).parent()) instanceof Node)
          .anyMatch(edge -> movesAway(before.edge(edge), before, after));
    }

    private boolean movesAway(Edge edge, Graph before, Graph after) {
      return after
          .find(before.node(edge.parent()).name())
          .flatMap(parent -> after.child(parent.number(), edge.name()))
          .map(now -> after.node(now.child()))
          .filter(child -> !child.forceShare())
          .isPresent();
    }
  };

  /** Of what a header can name, in bytes. Source: {@code qcow2_change_backing_file}. */
  private static final int LONGEST_NAME = 1023;

  /** What refreshes the parent whose child it exchanges. */
  private static final Set<String> REFRESHING = Set.of("blockdev-reopen", "x-blockdev-change");

  private final List<String> divergences;

  KnownReplacementBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
