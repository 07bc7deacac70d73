package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.model.Command;

/** Takes the mentions of a name out of a command. */
final class Mentions {

  /** A key whose value is the thing itself: what has it goes with it. */
  private static final List<String> OWN =
      List.of("node-name", "id", "job-id", "device", "filename");

  private Mentions() {}

  /**
   * The arguments without options and children that mention the name; empty where none are left.
   */
  static Optional<JsonNode> without(Command command, Name name) {
    return without(command.name(), "", command.arguments(), name);
  }

  private static Optional<JsonNode> without(String command, String key, JsonNode value, Name name) {
    if (value instanceof ObjectNode) {
      ObjectNode left = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Optional<JsonNode> kept = without(command, entry.getKey(), entry.getValue(), name);
        if (kept.isEmpty() && OWN.contains(entry.getKey())) {
          return Optional.empty();
        }
        kept.ifPresent(child -> left.set(entry.getKey(), child));
      }
      return Optional.of(left);
    }
    if (value instanceof ArrayNode) {
      ArrayNode left = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> without(command, key, element, name).ifPresent(left::add));
      return left.isEmpty() && !value.isEmpty() ? Optional.empty() : Optional.of(left);
    }
    boolean mention =
        value.isTextual()
            && value.asText().equals(name.text())
            && Role.of(command, key).equals(Optional.of(name.role()));
    return mention ? Optional.empty() : Optional.of(value);
  }
}
