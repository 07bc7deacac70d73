package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.export.NbdRefusal;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.open.Flushing;

/** What is known to be wrong with an NBD client of an export of the same process. */
public enum KnownNbdBug implements Avoidance {
  /** Before 11.0 it is never greeted. */
  NEVER_GREETED("nbd-client-of-own-server-hangs") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          ? refused.refusal() == NbdRefusal.NBD_EXPORT_NOT_FOUND
              || refused.refusal() == NbdRefusal.NBD_EXPORT_UNFIT
              || connects(state, command)
          : prediction instanceof Prediction.Success success
              && clients(success.next().graph()) > clients(state.graph());
    }
  },

  /**
   * A client of an export that a job keeps drained is not told to be quiet: every drain from then
   * on waits for it.
   */
  CONNECTS_WHILE_DRAINED("nbd-client-of-drained-export") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return state.jobs().drainAtTheirEnd()
          && switch (prediction) {
            case Prediction.Unmodelled ignored -> false;
            case Prediction.Refused ignored -> connects(state, command);
            case Prediction.Success success ->
                clients(success.next().graph()) > clients(state.graph());
          };
    }
  },

  /** A flush while all is drained waits for a server that is drained as well. */
  FLUSHED_WHILE_DRAINED("nbd-client-of-own-server-drained") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return switch (prediction) {
        case Prediction.Unmodelled ignored -> false;
        case Prediction.Refused refused ->
            refused.byCommand()
                && (connects(state, command)
                    || flushes(state, command)
                    || standsOn(state, command));
        case Prediction.Success success ->
            flushes(state, command) || closes(state, command, success.next());
      };
    }
  };

  private final List<String> divergences;

  KnownNbdBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }

  private static long clients(Graph graph) {
    return IntStream.of(graph.order())
        .filter(node -> graph.node(node).state() instanceof DriverState.Nbd)
        .count();
  }

  /** Whether a client may be opened inline before the command is refused. */
  private static boolean connects(State state, Command command) {
    return state.exports().server().isPresent()
        && command.name().equals("blockdev-add")
        && command.arguments().findValues("driver").stream()
            .anyMatch(driver -> driver.asText().equals("nbd"))
        && !command.arguments().path("driver").asText().equals("nbd");
  }

  /** Whether a new node that is refused may stand above a client, and flush it as it goes. */
  private static boolean standsOn(State state, Command command) {
    return command.name().equals("blockdev-add")
        && names(command.arguments())
            .flatMap(name -> state.graph().find(name).stream())
            .anyMatch(node -> flushes(state.graph(), node));
  }

  /**
   * Whether a node that the command names, or one that is reopened with it, has a client that its
   * flush goes through.
   */
  private static boolean flushes(State state, Command command) {
    return !command.name().equals("blockdev-add")
        && !command.name().equals("blockdev-del")
        && names(command.arguments())
            .flatMap(name -> state.graph().find(name).stream())
            .flatMap(node -> withInheriting(state.graph(), node))
            .anyMatch(node -> flushes(state.graph(), node));
  }

  /** A node, and those that were given inline in it. Source: {@code bdrv_reopen_queue_child}. */
  private static Stream<Node> withInheriting(Graph graph, Node node) {
    Stream<Node> below =
        IntStream.of(graph.children(node.number()))
            .mapToObj(edge -> graph.node(graph.edge(edge).child()))
            .filter(child -> child.inheritsFrom() == node.number());
    return Stream.concat(Stream.of(node), below.flatMap(child -> withInheriting(graph, child)));
  }

  private static boolean flushes(Graph graph, Node node) {
    return Flushing.clients(graph, node.number()).stream().anyMatch(KnownNbdBug::waits);
  }

  private static boolean waits(Node node) {
    return node.state() instanceof DriverState.Nbd client
        && client.isConnected()
        && node.flags().writable();
  }

  private static Stream<String> names(JsonNode json) {
    return json.isTextual()
        ? Stream.of(json.textValue())
        : StreamSupport.stream(json.spliterator(), false).flatMap(KnownNbdBug::names);
  }

  /** Whether a client goes, other than by its own deletion while nothing is drained. */
  private static boolean closes(State state, Command command, State next) {
    boolean alone = command.name().equals("blockdev-del") && !state.jobs().drainAtTheirEnd();
    String deleted = alone ? command.arguments().path("node-name").asText() : "";
    Graph graph = state.graph();
    return IntStream.of(graph.order())
        .mapToObj(graph::node)
        .filter(KnownNbdBug::waits)
        .filter(node -> !node.name().equals(deleted))
        .map(node -> next.graph().find(node.name()))
        .anyMatch(Optional::isEmpty);
  }
}
