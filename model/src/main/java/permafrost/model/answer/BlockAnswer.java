package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.model.Rulebook;
import permafrost.model.device.Drive;
import permafrost.model.device.Machine;
import permafrost.model.graph.Graph;
import permafrost.model.graph.User;

/**
 * What {@code query-block} must return: every block backend that has a name or a device, oldest
 * first, and the attributes of its node. Source: {@code qmp_query_block}.
 *
 * <p>Not predicted: the path of a device that the board brings along, and what {@link NodesAnswer}
 * does not predict of a node.
 *
 * @param flat whether backing files are left out, the command's argument
 * @param bitmaps by a node's number, the dirty bitmaps that jobs keep
 */
public record BlockAnswer(
    Graph graph, Machine machine, boolean flat, Rulebook rulebook, Map<Integer, JsonNode> bitmaps)
    implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    List<User.Backend> expected = ShownBackends.of(graph);
    Optional<Difference> names = ShownBackends.difference(expected, actual);
    if (names.isPresent()) {
      return names;
    }
    for (int at = 0; at < expected.size(); at++) {
      Optional<Difference> difference = difference(expected.get(at), actual.get(at));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> difference(User.Backend backend, JsonNode actual) {
    Drive drive = machine.drives().getOrDefault(backend.name(), new Drive("none", false, true));
    boolean attached = !backend.device().isEmpty();
    boolean tray = drive.removable() && attached;
    Optional<Difference> own =
        value(backend, "type", "unknown", actual)
            .or(() -> value(backend, "locked", "false", actual))
            .or(() -> value(backend, "removable", Boolean.toString(tray || !attached), actual))
            .or(() -> value(backend, "tray_open", tray ? "false" : "", actual))
            .or(() -> value(backend, "io-status", backend.device().isEmpty() ? "" : "ok", actual));
    return own.isPresent() ? own : inserted(backend, drive, actual.get("inserted"));
  }

  private Optional<Difference> value(
      User.Backend backend, String key, String expected, JsonNode actual) {
    String seen = actual.path(key).asText();
    return seen.equals(expected)
        ? Optional.empty()
        : Optional.of(
            new Difference("query-block " + key, "'" + backend.label() + "'", expected, seen));
  }

  private Optional<Difference> inserted(User.Backend backend, Drive drive, JsonNode actual) {
    int[] root = graph.children(backend.number());
    if (root.length == 0 || actual == null) {
      return root.length == 0 && actual == null
          ? Optional.empty()
          : Optional.of(
              new Difference(
                  "query-block inserted",
                  "'" + backend.label() + "'",
                  root.length == 0 ? "absent" : "there",
                  actual == null ? "absent" : "there"));
    }
    int node = graph.edge(root[0]).child();
    while (graph.node(node).implicit()) {
      node = graph.edge(graph.children(node)[0]).child();
    }
    ShownBacking backing = flat ? ShownBacking.NONE : ShownBacking.EXPLICIT;
    ObjectNode attributes = new NodeAttributes(graph, backing, rulebook, bitmaps).of(node);
    ((ObjectNode) attributes.get("cache")).put("writeback", drive.writeBack());
    return new AttributeComparison(graph.node(node)).between(attributes, actual);
  }
}
