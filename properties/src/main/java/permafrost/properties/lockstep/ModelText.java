package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rewrites the strings in a JSON value. */
final class ModelText {

  private ModelText() {}

  /** The value with every string rewritten; the same object where that changes nothing. */
  static JsonNode of(JsonNode value, UnaryOperator<String> rewriting) {
    if (value.isTextual()) {
      String text = value.textValue();
      String rewritten = rewriting.apply(text);
      return rewritten.equals(text) ? value : TextNode.valueOf(rewritten);
    }
    if (value instanceof ObjectNode object) {
      return of(object, rewriting);
    }
    if (value instanceof ArrayNode array) {
      return of(array, rewriting);
    }
    return value;
  }

  private static JsonNode of(ObjectNode object, UnaryOperator<String> rewriting) {
    ObjectNode changed = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode member = of(entry.getValue(), rewriting);
      if (member != entry.getValue()) {
        if (changed == null) {
          changed = JsonNodeFactory.instance.objectNode().setAll(object);
        }
        changed.set(entry.getKey(), member);
      }
    }
    return changed == null ? object : changed;
  }

  private static JsonNode of(ArrayNode array, UnaryOperator<String> rewriting) {
    ArrayNode changed = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = of(array.get(i), rewriting);
      if (element != array.get(i)) {
        if (changed == null) {
          changed = JsonNodeFactory.instance.arrayNode().addAll(array);
        }
        changed.set(i, element);
      }
    }
    return changed == null ? array : changed;
  }
}
