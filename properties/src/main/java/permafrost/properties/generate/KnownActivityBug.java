package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.HALF_DONE;
import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.hasOption;
import static permafrost.properties.generate.Touch.holds;
import static permafrost.properties.generate.Touch.isHalfDone;
import static permafrost.properties.generate.Touch.meetsTwice;
import static permafrost.properties.generate.Touch.reopens;
import static permafrost.properties.generate.Touch.setActive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.permission.PermissionRefusal;

/** What is known to be wrong where nodes are active, or inactive. */
public enum KnownActivityBug implements Avoidance {
  /** A reopen forgets that it was told whether a node is active, and misses the option. */
  REOPEN_WITH_ACTIVE("reopen-with-active") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) -> hasBelow(state.graph(), node, each -> hasOption(each, "active")));
    }
  },

  /** A reopen makes an active node inactive, whoever uses it. */
  REOPEN_INACTIVATES("reopen-inactivates") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-reopen")
          && holds(command.arguments(), "active", JsonNode::isBoolean);
    }
  },

  /**
   * A reopen of an inactive node makes an inline child that is active inactive, also one that
   * another command does to make the node read-only, or writable.
   */
  REOPEN_INACTIVATES_CHILD("reopen-inactivates-shared-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(state, command, (entry, node) -> isOverActive(state.graph(), node))
          || AroundJobs.reopens(command)
              && Arrays.stream(state.graph().order())
                  .mapToObj(state.graph()::node)
                  .anyMatch(node -> isOverActive(state.graph(), node));
    }

    private boolean isOverActive(Graph graph, Node inactive) {
      return inactive.flags().inactive()
          && hasBelow(
              graph,
              inactive,
              each -> !each.flags().inactive() && each.inheritsFrom() != Node.NOBODY);
    }
  },

  /** A child that is given inline to an inactive node is inactive, too, even if told otherwise. */
  ACTIVE_CHILD_IGNORED("active-child-of-inactive-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-add")
          && holds(command.arguments(), "active", value -> !value.booleanValue())
          && holds(command.arguments(), "active", JsonNode::booleanValue);
    }
  },

  /** A file below an inactive quorum becomes active, whoever else has it locked. */
  LOCK_NOT_CHECKED("activation-skips-lock-check") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && (refused.refusal() == PermissionRefusal.SHARED_LOCK_NOT_GOT
              || refused.refusal() == PermissionRefusal.LOCK_NOT_GOT)
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .anyMatch(node -> node.driver() == Driver.QUORUM && node.flags().inactive());
    }
  },

  /** A node that is reached in two ways is made inactive twice: the daemon aborts. */
  INACTIVATED_TWICE("inactivate-child-of-two-parents") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-set-active")
          && (prediction instanceof Prediction.Success
              || prediction instanceof Prediction.Refused refused
                  && HALF_DONE.contains(refused.refusal().name()))
          && !command.arguments().path("active").booleanValue()
          && setActive(state, command)
              .anyMatch(node -> meetsTwice(state.graph(), node.number(), new HashSet<>()));
    }
  },

  /** Where an activation is refused half-way, what came before stays done. */
  SET_ACTIVE_HALF_DONE("refused-set-active-half-done") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-set-active")
          && prediction instanceof Prediction.Refused refused
          && HALF_DONE.contains(refused.refusal().name())
          && (!command.arguments().has("node-name")
              || setActive(state, command).anyMatch(node -> isHalfDone(state, command, node)));
    }
  },

  /** Where all nodes are to be set, those before the one of the last block backend are not. */
  SET_ACTIVE_SKIPS("set-active-skips-nodes") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      boolean active = command.arguments().path("active").booleanValue();
      return command.name().equals("blockdev-set-active")
          && !command.arguments().has("node-name")
          && beforeLastBackend(state.graph())
              .anyMatch(
                  node -> hasBelow(state.graph(), node, each -> each.flags().inactive() == active));
    }
  },

  /** The header or the size of an image is written where that, or what is below, is inactive. */
  IMAGE_OVER_INACTIVE("write-to-inactive-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return List.of("change-backing-file", "block_resize").contains(command.name())
          && prediction instanceof Prediction.Success
          && standsOnInactive(state.graph(), command, "image-node-name", "node-name", "device");
    }
  },

  /** An export that is refused after it has activated its node. */
  EXPORT_REFUSED_LATE("refused-export-activates") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return List.of("block-export-add", "nbd-server-add").contains(command.name())
          && prediction instanceof Prediction.Refused
          && standsOnInactive(state.graph(), command, "node-name", "device");
    }
  };

  /** Whether one of these arguments names an inactive node, or one above such a node. */
  private static boolean standsOnInactive(Graph graph, Command command, String... keys) {
    return Stream.of(keys)
        .map(key -> command.arguments().path(key).asText())
        .flatMap(name -> graph.find(name).stream())
        .anyMatch(node -> hasBelow(graph, node, each -> each.flags().inactive()));
  }

  /**
   * The monitor's nodes without a block backend, up to the one of the last backend if that is the
   * monitor's, too. Source: {@code bdrv_next}.
   */
  private static Stream<Node> beforeLastBackend(Graph graph) {
    Optional<Node> last =
        Arrays.stream(graph.users())
            .filter(user -> graph.vertex(user) instanceof User.Backend)
            .flatMap(user -> Arrays.stream(graph.children(user)))
            .mapToObj(edge -> graph.node(graph.edge(edge).child()))
            .reduce((before, after) -> after);
    return Arrays.stream(graph.order())
        .mapToObj(graph::node)
        .filter(Node::monitorOwned)
        .takeWhile(node -> last.isPresent() && !node.equals(last.get()))
        .filter(node -> !graph.hasBackend(node.number()));
  }

  private final List<String> divergences;

  KnownActivityBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
