package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code qdict_flatten} makes of nested options: {@code {"file": {"driver": "x"}}} becomes
 * {@code file.driver}. Empty objects and arrays stay values.
 */
public final class Flattening {

  private final Map<String, JsonNode> target = new LinkedHashMap<>();

  private Flattening() {}

  /**
   * The flat options, unmodifiable, in the order in which their keys count as inserted (see {@link
   * QDictOrder}): what was flat before keeps its place, what was nested follows in the order of
   * iteration.
   *
   * @param options nested options, their members in the order of insertion
   */
  public static Map<String, JsonNode> of(ObjectNode options) {
    Flattening flattening = new Flattening();
    options
        .properties()
        .forEach(entry -> {
          if (!isNested(entry.getValue())) {
            flattening.target.put(entry.getKey(), entry.getValue());
          }
        });
    for (String key : keys(options)) {
      JsonNode value = options.get(key);
      if (isNested(value)) {
        flattening.add(key, value);
      }
    }
    return Collections.unmodifiableMap(flattening.target);
  }

  private static boolean isNested(JsonNode value) {
    return value.isContainerNode() && !value.isEmpty();
  }

  private static List<String> keys(ObjectNode object) {
    List<String> inserted = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(inserted::add);
    return QDictOrder.iterate(inserted);
  }

  private void add(String key, JsonNode value) {
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      for (String member : keys(object)) {
        add(key + "." + member, object.get(member));
      }
    } else if (value instanceof ArrayNode array && !array.isEmpty()) {
      for (int i = 0; i < array.size(); i++) {
        add(key + "." + i, array.get(i));
      }
    } else {
      target.put(key, value);
    }
  }
}
