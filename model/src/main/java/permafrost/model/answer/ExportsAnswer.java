package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import permafrost.model.export.Export;
import permafrost.model.export.Exports;
import permafrost.model.graph.Graph;

/**
 * What {@code query-block-exports} must return: all exports, newest first. Source: {@code
 * qmp_query_block_exports}.
 */
public record ExportsAnswer(Exports exports, Graph graph) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    List<Export> newestFirst = exports.all().reversed();
    Optional<Difference> ids =
        ListComparison.between(
            "export",
            newestFirst.size(),
            i -> "export '" + newestFirst.get(i).id() + "'",
            actual.size(),
            i -> "export '" + actual.get(i).path("id").asText() + "'");
    for (int i = 0; ids.isEmpty() && i < actual.size(); i++) {
      JsonNode expected = shown(newestFirst.get(i));
      if (!expected.equals(actual.get(i))) {
        String where = "export '" + newestFirst.get(i).id() + "'";
        return Optional.of(
            new Difference("export", where, expected.toString(), actual.get(i).toString()));
      }
    }
    return ids;
  }

  private JsonNode shown(Export export) {
    int edge = graph.children(export.user())[0];
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", export.id())
        .put("type", "nbd")
        .put("node-name", graph.node(graph.edge(edge).child()).name())
        .put("shutting-down", false);
  }
}
