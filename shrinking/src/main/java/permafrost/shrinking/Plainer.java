package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plainer forms of a JSON value, each with one thing changed, the greatest change first. */
final class Plainer {

  private static final Set<String> SWITCHES = Set.of("on", "unmap", "auto", "ignore");

  /** The plainest node. */
  static final ObjectNode NULL = JsonNodeFactory.instance.objectNode().put("driver", "null-co");

  private Plainer() {}

  static List<JsonNode> of(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> ofObject(object);
      case ArrayNode array -> ofArray(array);
      default -> ofScalar(value);
    };
  }

  private static List<JsonNode> ofObject(ObjectNode object) {
    List<JsonNode> plainer = new ArrayList<>();
    if (object.has("driver")) {
      addPlainerNodes(object, plainer);
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      plainer.add(object.deepCopy().without(entry.getKey()));
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      for (JsonNode value : of(entry.getValue())) {
        plainer.add(object.deepCopy().set(entry.getKey(), value));
      }
    }
    return plainer;
  }

  /** A node without its options, {@code null-co}, what is below it, {@code raw}. */
  private static void addPlainerNodes(ObjectNode node, List<JsonNode> plainer) {
    ObjectNode named = NULL.deepCopy();
    if (node.has("node-name")) {
      named.set("node-name", node.get("node-name"));
    }
    plainer.add(named);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      boolean child = Role.CHILDREN.contains(entry.getKey());
      if (child && entry.getValue() instanceof ObjectNode below) {
        if (node.has("node-name")) {
          plainer.add(below.deepCopy().set("node-name", node.get("node-name")));
        }
        plainer.add(below);
      } else if (child && entry.getValue().isTextual()) {
        plainer.add(entry.getValue());
      }
    }
    ObjectNode bare = named.deepCopy();
    bare.set("driver", node.get("driver"));
    node.properties().stream()
        .filter(entry -> Role.CHILDREN.contains(entry.getKey()))
        .forEach(entry -> bare.set(entry.getKey(), entry.getValue()));
    plainer.add(bare);
    node.properties().stream()
        .filter(entry -> Role.CHILDREN.contains(entry.getKey()))
        .forEach(entry ->
            plainer.add(named.deepCopy().put("driver", "raw").set("file", entry.getValue())));
    plainer.add(node.deepCopy().put("driver", "raw"));
  }

  private static List<JsonNode> ofArray(ArrayNode array) {
    List<JsonNode> plainer = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      ArrayNode fewer = array.deepCopy();
      fewer.remove(i);
      plainer.add(fewer);
    }
    for (int i = 0; i < array.size(); i++) {
      for (JsonNode element : of(array.get(i))) {
        ArrayNode changed = array.deepCopy();
        changed.set(i, element);
        plainer.add(changed);
      }
    }
    return plainer;
  }

  private static List<JsonNode> ofScalar(JsonNode value) {
    if (value.isBoolean() && value.asBoolean()) {
      return List.of(BooleanNode.FALSE);
    }
    if (value.isIntegralNumber() && value.asLong() != 0) {
      return List.of(LongNode.valueOf(0), LongNode.valueOf(1), LongNode.valueOf(512));
    }
    if (value.isTextual() && SWITCHES.contains(value.asText())) {
      return List.of(TextNode.valueOf("off"));
    }
    return List.of();
  }
}
