package permafrost.shrinking.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** JSON on one line, with a blank after each colon and comma. */
final class SpacedJson {

  private SpacedJson() {}

  static String of(JsonNode value) {
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> parts.add(TextNode.valueOf(entry.getKey()) + ": " + of(entry.getValue())));
      return "{" + String.join(", ", parts) + "}";
    }
    if (value.isArray()) {
      value.forEach(element -> parts.add(of(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    return value.toString();
  }
}
