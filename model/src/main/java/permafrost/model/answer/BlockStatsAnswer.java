package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import permafrost.model.Rulebook;
import permafrost.model.graph.Graph;
import permafrost.model.graph.User;

/**
 * What {@code query-blockstats} must return: the block backends of {@code query-block}, or with
 * {@code query-nodes} every node, oldest first. Source: {@code qmp_query_blockstats}.
 *
 * <p>No guest runs, and no other client reads or writes through a backend in a way that is counted,
 * so all counters are 0. Not predicted: how far a node was written ({@code wr_highest_offset}) and
 * how much of a file was discarded, which depend on when a job does what.
 *
 * @param nodes whether nodes are asked for
 */
public record BlockStatsAnswer(Graph graph, boolean nodes, Rulebook rulebook) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    return nodes ? ofNodes(actual) : ofBackends(actual);
  }

  private Optional<Difference> ofNodes(JsonNode actual) {
    int[] order = graph.order();
    Optional<Difference> names =
        ListComparison.between(
            "node",
            order.length,
            i -> "node '" + graph.node(order[i]).name() + "'",
            actual.size(),
            i -> "node '" + actual.get(i).path("node-name").asText() + "'");
    NodeStatistics statistics = new NodeStatistics(graph, false, rulebook);
    for (int at = 0; names.isEmpty() && at < order.length; at++) {
      names = compare(statistics.of(order[at]), actual.get(at));
    }
    return names;
  }

  private Optional<Difference> ofBackends(JsonNode actual) {
    List<User.Backend> expected = ShownBackends.of(graph);
    Optional<Difference> difference = ShownBackends.difference(expected, actual);
    for (int at = 0; difference.isEmpty() && at < expected.size(); at++) {
      difference = compare(ofBackend(expected.get(at)), actual.get(at));
    }
    return difference;
  }

  private ObjectNode ofBackend(User.Backend backend) {
    NodeStatistics statistics = new NodeStatistics(graph, true, rulebook);
    int[] root = graph.children(backend.number());
    ObjectNode all =
        root.length == 0
            ? JsonNodeFactory.instance.objectNode().set("stats", statistics.counters())
            : statistics.of(graph.edge(root[0]).child());
    ((ObjectNode) all.get("stats")).put("account_invalid", true).put("account_failed", true);
    all.put("device", backend.name());
    if (!backend.device().isEmpty()) {
      boolean board = backend.device().equals(User.Backend.BOARD_DEVICE);
      all.set(
          "qdev",
          board ? MissingNode.getInstance() : JsonNodeFactory.instance.textNode(backend.device()));
    }
    return all;
  }

  private static Optional<Difference> compare(JsonNode expected, JsonNode actual) {
    String label =
        "'" + actual.path("device").asText() + "', node '" + actual.path("node-name").asText();
    return new JsonComparison("query-blockstats", label + "'").between(expected, actual);
  }
}
