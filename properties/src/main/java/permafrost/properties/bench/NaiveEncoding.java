package permafrost.properties.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.RealNames;

/**
 * Scenarios as they are usually written: node names that say what a node is, absolute paths, an id,
 * blanks after commas and colons, and {@code arguments} also where there are none. They go over a
 * Unix socket.
 */
final class NaiveEncoding implements Lockstep.Encoding {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NAMES =
      Set.of(
          "node-name",
          "file",
          "backing",
          "image",
          "raw",
          "test",
          "children",
          "throttle-group",
          "id",
          "bottom");

  private final AtomicInteger next = new AtomicInteger();

  /** The same scenario with long names and absolute paths. */
  static Scenario naive(Scenario scenario) {
    return scenario.withLines(scenario.lines().stream().map(NaiveEncoding::naive).toList());
  }

  private static Line naive(Line line) {
    if (line instanceof Line.Execute execute) {
      Command command = execute.command();
      return new Line.Execute(
          new Command(command.name(), (ObjectNode) longer("", command.arguments())));
    }
    if (line instanceof Line.Launch launch) {
      return new Line.Launch(
          launch.arguments().stream().map(NaiveEncoding::naive).toList(), launch.program());
    }
    return line;
  }

  private static String naive(String argument) {
    try {
      return argument.startsWith("{")
          ? longer("", JSON.readTree(argument)).toString()
          : argument.replaceFirst("id=([a-z]{1,2})$", "id=node-hd$1-file");
    } catch (JsonProcessingException e) {
      return argument;
    }
  }

  private static JsonNode longer(String key, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode changed = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        changed.set(entry.getKey(), longer(entry.getKey(), entry.getValue()));
      }
      return changed;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode changed = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> changed.add(longer(key, element)));
      return changed;
    }
    if (!value.isTextual()) {
      return value;
    }
    String text = value.textValue();
    if (key.equals("filename")) {
      return text.startsWith("/") ? value : TextNode.valueOf("$DIR/" + text);
    }
    return NAMES.contains(key) && text.matches("[a-z]{1,2}")
        ? TextNode.valueOf("node-hd" + text + "-file")
        : value;
  }

  @Override
  public String of(RealNames names, Command command) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("execute", command.name());
    json.set("arguments", command.arguments());
    json.put("id", "libvirt-" + next.incrementAndGet());
    return names.toReal(spaced(json));
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
