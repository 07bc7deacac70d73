package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.answer.NodeSize;
import permafrost.model.blockjob.JobStarts;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

/** What is known to be wrong in what is copied. */
public enum KnownDataBug implements Avoidance {
  /** A job reads or looks through a raw node, below which is an image with a backing file. */
  RAW_OVER_OVERLAY("raw-hides-backing-data") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return JobStarts.include(command.name())
          && Stream.of("device", "target")
              .map(name -> command.arguments().path(name).asText())
              .flatMap(name -> state.graph().find(name).stream())
              .anyMatch(node -> isOverHiding(state.graph(), node));
    }
  },

  /** A backup discards what it has copied, through a copy-before-write filter short of room. */
  SHORTER_TARGET("copy-before-write-to-shorter-target") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.arguments().path("discard-source").asBoolean()
          && sources(state.graph(), command.arguments().path("device").asText())
              .filter(source -> source.flags().unmap())
              .anyMatch(source -> writesShortOfRoom(state.graph(), source.number()));
    }
  },

  /** A blkdebug filter is to discard less than its alignment: it divides by zero. */
  DISCARDED_FRAGMENT("blkdebug-discards-fragment") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      Graph graph = state.graph();
      JsonNode arguments = command.arguments();
      return switch (command.name()) {
        case "blockdev-backup", "drive-backup" ->
            arguments.path("discard-source").asBoolean()
                && sources(graph, arguments.path("device").asText())
                    .anyMatch(source -> isFragmented(graph, source));
        case "blockdev-mirror" ->
            graph
                .find(arguments.path("target").asText())
                .filter(target -> isFragmented(graph, target))
                .isPresent();
        case "human-monitor-command" ->
            arguments.path("command-line").asText().contains("\"discard ")
                && Arrays.stream(graph.order())
                    .mapToObj(graph::node)
                    .anyMatch(node -> isFragmented(graph, node));
        default -> false;
      };
    }

    private boolean isFragmented(Graph graph, Node node) {
      return node.state() instanceof DriverState.Blkdebug filter
              && node.flags().unmap()
              && !node.options().has("opt-discard")
              && (filter.alignment() > SMALLEST_DISCARD
                  || NodeSize.of(graph, node.number()) % filter.alignment() != 0)
          || Arrays.stream(graph.children(node.number()))
              .mapToObj(graph::edge)
              .filter(edge -> edge.role() != Role.COW)
              .anyMatch(edge -> isFragmented(graph, graph.node(edge.child())));
    }
  };

  private static final int SMALLEST_DISCARD = 4096;

  private final String divergence;

  KnownDataBug(String divergence) {
    this.divergence = divergence;
  }

  @Override
  public List<String> divergences() {
    return List.of(divergence);
  }

  private static Stream<Node> sources(Graph graph, String device) {
    return Arrays.stream(graph.order())
        .mapToObj(graph::node)
        .filter(node ->
            node.name().equals(device) || graph.deviceOrNodeName(node.number()).equals(device));
  }

  /** What is discarded, or noted of it, goes everywhere but to backing files. */
  private static boolean writesShortOfRoom(Graph graph, int node) {
    return mayLackRoom(graph, node)
        || Arrays.stream(graph.children(node))
            .mapToObj(graph::edge)
            .filter(edge -> edge.role() != Role.COW)
            .anyMatch(edge -> writesShortOfRoom(graph, edge.child()));
  }

  private static boolean mayLackRoom(Graph graph, int node) {
    if (graph.node(node).driver() != Driver.COPY_BEFORE_WRITE) {
      return false;
    }
    long room = NodeSize.of(graph, graph.childNumber(node, "target"));
    long size = NodeSize.of(graph, graph.childNumber(node, "file"));
    return room == NodeSize.UNKNOWN || size == NodeSize.UNKNOWN || room < size;
  }

  private static boolean isOverHiding(Graph graph, Node node) {
    return Arrays.stream(graph.order())
        .filter(each -> graph.node(each).driver() == Driver.RAW)
        .filter(raw -> graph.reaches(node.number(), raw))
        .map(raw -> Chain.skipFilters(graph, graph.childNumber(raw, "file")))
        .anyMatch(below ->
            graph.node(below).driver() == Driver.QCOW2
                && graph.childNumber(below, "backing") != Node.NOBODY);
  }
}
