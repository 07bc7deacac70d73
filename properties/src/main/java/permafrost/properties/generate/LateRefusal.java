package permafrost.properties.generate;

import java.util.Arrays;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.blockjob.BlockJobRefusal;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.job.JobRefusal;
import permafrost.model.open.OpenRefusal;

/** The start of a job that is refused after its filter had been put above a node. */
record LateRefusal(State state, Command command, Prediction prediction) {

  private static final Set<String> STARTS =
      Set.of("block-stream", "block-commit", "blockdev-backup", "drive-backup");
  private static final String REPLACING = "Could not replace node: ";

  /** Whether edges stand in another order afterwards. */
  boolean reorders() {
    return STARTS.contains(command.name())
        && prediction instanceof Prediction.Refused refused
        && isLate(refused)
        && (movesOtherThanNewest() || movesSomeOnly());
  }

  private static boolean isLate(Prediction.Refused refused) {
    return !refused.events().isEmpty()
        || refused.refusal() instanceof JobRefusal
        || refused.refusal() == BlockJobRefusal.BACKUP_CHUNK_SMALLER_THAN_CLUSTER
        || refused.refusal() == OpenRefusal.LINK_TO_FROZEN
        || refused.description().startsWith(REPLACING);
  }

  private boolean movesOtherThanNewest() {
    Graph graph = state.graph();
    Node device = graph.find(command.arguments().path("device").asText()).orElse(null);
    if (device == null) {
      return false;
    }
    boolean commit = command.name().equals("block-commit");
    int below = commit ? Node.NOBODY : Chain.filterOrBacking(graph, device.number());
    return Chain.between(graph, device.number(), below).stream()
        .anyMatch(node -> hasOtherThanNewest(graph, node));
  }

  /**
   * Whether a parent of the source keeps its edge, being below the filter, and another does not.
   */
  private boolean movesSomeOnly() {
    Graph graph = state.graph();
    Node source = graph.find(command.arguments().path("device").asText()).orElse(null);
    Node target = graph.find(command.arguments().path("target").asText()).orElse(null);
    if (source == null || target == null) {
      return false;
    }
    int[] parents = graph.parents(source.number());
    long kept = Arrays.stream(parents).filter(edge -> isKept(graph.edge(edge), target)).count();
    return kept > 0 && kept < parents.length;
  }

  private boolean isKept(Edge parent, Node target) {
    return switch (state.graph().vertex(parent.parent())) {
      case User.JobParent ignored -> true;
      case User.Backend ignored -> false;
      case Node node -> state.graph().reaches(target.number(), node.number());
    };
  }

  private static boolean hasOtherThanNewest(Graph graph, int node) {
    for (int edge : graph.parents(node)) {
      if (graph.children(graph.edge(edge).parent())[0] != edge) {
        return true;
      }
    }
    return false;
  }
}
