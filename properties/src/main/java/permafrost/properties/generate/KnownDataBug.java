package permafrost.properties.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;

/** What is known to be wrong in what is copied. */
public enum KnownDataBug implements Avoidance {
  /** A job reads or looks through a raw node, below which is an image with a backing file. */
  RAW_OVER_OVERLAY("raw-hides-backing-data") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return STARTS.contains(command.name())
          && Stream.of("device", "target")
              .map(name -> command.arguments().path(name).asText())
              .flatMap(name -> state.graph().find(name).stream())
              .anyMatch(node -> isOverHiding(state.graph(), node));
    }
  };

  private static final Set<String> STARTS =
      Set.of(
          "block-stream",
          "block-commit",
          "blockdev-mirror",
          "drive-mirror",
          "blockdev-backup",
          "drive-backup");

  private final String divergence;

  KnownDataBug(String divergence) {
    this.divergence = divergence;
  }

  @Override
  public List<String> divergences() {
    return List.of(divergence);
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
