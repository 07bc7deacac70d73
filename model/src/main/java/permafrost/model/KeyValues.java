package permafrost.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Launch options written as {@code key=value,key=value}. Source: {@code keyval_parse}. */
final class KeyValues {

  private static final Set<String> TRUTHS =
      Set.of("read-only", "auto-read-only", "force-share", "direct", "no-flush", "read-zeroes");

  /** Texts whatever they look like. */
  private static final Set<String> TEXTS =
      Set.of(
          "driver",
          "node-name",
          "filename",
          "file",
          "backing",
          "image",
          "discard",
          "throttle-group",
          "detect-zeroes",
          "qom-type",
          "id");

  private KeyValues() {}

  /** All values as texts, keys as they stand. */
  static ObjectNode plain(String text, String implied) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    if (text.contains(",,")) {
      throw new OutsideModel("a doubled comma in a launch argument");
    }
    String[] pairs = text.split(",", -1);
    for (int at = 0; at < pairs.length; at++) {
      int sign = pairs[at].indexOf('=');
      if (sign < 0 && at > 0) {
        throw new OutsideModel("a key without a value in a launch argument");
      }
      String key = sign < 0 ? implied : pairs[at].substring(0, sign);
      object.put(key, pairs[at].substring(sign + 1));
    }
    return object;
  }

  /** Dotted keys as objects in objects, values of the types that block options have. */
  static ObjectNode nested(String text, String implied) {
    ObjectNode nested = JsonNodeFactory.instance.objectNode();
    plain(text, implied)
        .properties()
        .forEach(pair -> {
          String[] path = pair.getKey().split("\\.", -1);
          ObjectNode at = nested;
          for (int depth = 0; depth + 1 < path.length; depth++) {
            JsonNode below = at.get(path[depth]);
            if (below != null && !below.isObject() || path[depth + 1].matches("\\d*")) {
              throw new OutsideModel("launch argument key " + pair.getKey());
            }
            at = below == null ? at.putObject(path[depth]) : (ObjectNode) below;
          }
          String last = path[path.length - 1];
          at.set(last, typed(last, pair.getValue().asText()));
        });
    return nested;
  }

  private static JsonNode typed(String key, String value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (TEXTS.contains(key)) {
      return json.textNode(value);
    }
    if (TRUTHS.contains(key) && (value.equals("on") || value.equals("off"))) {
      return json.booleanNode(value.equals("on"));
    }
    if (key.equals("size") && value.matches("\\d{1,18}")) {
      return json.numberNode(Long.parseLong(value));
    }
    throw new OutsideModel("launch argument with " + key + "=" + value);
  }
}
