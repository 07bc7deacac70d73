package permafrost.properties.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import permafrost.model.Command;

/**
 * Commands as they are usually written: node names that say what a node is, absolute paths, an id,
 * blanks after commas and colons, and {@code arguments} also where there are none.
 */
final class NaiveEncoding {

  private static final Set<String> NAMES =
      Set.of("node-name", "file", "backing", "throttle-group", "id", "bottom", "data-file");

  private final Path folder;
  private int next;

  NaiveEncoding(Path folder) {
    this.folder = folder;
  }

  /** The command's text. */
  String of(Command command) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("execute", command.name());
    json.set("arguments", pretty("", command.arguments()));
    json.put("id", "libvirt-" + next++);
    return spaced(json);
  }

  /** The same long names for a launch argument, which is JSON. */
  String inLaunch(JsonNode options) {
    return spaced(pretty("", options));
  }

  private JsonNode pretty(String key, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode changed = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        changed.set(entry.getKey(), pretty(entry.getKey(), entry.getValue()));
      }
      return changed;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode changed = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> changed.add(pretty(key, element)));
      return changed;
    }
    if (!value.isTextual()) {
      return value;
    }
    String text = value.textValue();
    if (key.equals("filename")) {
      return TextNode.valueOf(folder.resolve(text).toString());
    }
    return NAMES.contains(key) && text.matches("[a-z]{1,2}")
        ? TextNode.valueOf("node-hd" + text + "-file")
        : value;
  }

  private static String spaced(JsonNode value) {
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        parts.add(TextNode.valueOf(entry.getKey()) + ": " + spaced(entry.getValue()));
      }
      return "{" + String.join(", ", parts) + "}";
    }
    if (value.isArray()) {
      value.forEach(element -> parts.add(spaced(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    return value.toString();
  }
}
