package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Node;
import permafrost.model.options.QDict;

/**
 * The options that a node has, as {@code blockdev-reopen} wants to hear them again: what is left
 * out would be reset.
 */
final class Restatement {

  private static final Set<String> CHILDREN = Set.of("file", "backing");

  /** QEMU fills these in, off and at times as texts, where they are left out. */
  private static final Set<String> SWITCHES =
      Set.of("read-only", "auto-read-only", "cache.direct", "cache.no-flush");

  private final Situation situation;
  private final Dice dice;

  Restatement(Situation situation) {
    this.situation = situation;
    this.dice = situation.dice();
  }

  /** The options of this node; empty where they would need a name that QEMU made up. */
  Optional<ObjectNode> of(Node node) {
    return Situation.isNamed(node) || dice.percent(2) ? restated(node, true) : Optional.empty();
  }

  private Optional<ObjectNode> restated(Node node, boolean named) {
    if (node.driver() == Driver.QUORUM) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("driver", node.driver().qapiName());
    if (named) {
      options.put("node-name", node.name());
    }
    explicit(node.explicitOptions(), options);
    if (node.state() instanceof DriverState.File file) {
      options.put("filename", file.path());
    }
    int[] edges = situation.graph().children(node.number());
    for (int at = edges.length - 1; at >= 0; at--) {
      Edge edge = situation.graph().edge(edges[at]);
      Optional<JsonNode> child = child(node, situation.graph().node(edge.child()));
      if (child.isEmpty()) {
        return Optional.empty();
      }
      options.set(edge.name(), child.get());
    }
    if (node.state() instanceof DriverState.Qcow2 image
        && !options.has("backing")
        && !image.header().backingFile().isEmpty()) {
      options.putNull("backing");
    }
    return Optional.of(options);
  }

  private Optional<JsonNode> child(Node parent, Node child) {
    boolean named = Situation.isNamed(child);
    if (Situation.isInline(parent, child) && (!named || dice.percent(40))) {
      return restated(child, named && dice.percent(70)).map(JsonNode.class::cast);
    }
    return named || dice.percent(2)
        ? Optional.of(options().textNode(child.name()))
        : Optional.empty();
  }

  /** Whether a flat key is that of an array's element. */
  private static boolean isElement(String key) {
    int dot = key.lastIndexOf('.');
    return dot > 0 && key.substring(dot + 1).chars().allMatch(Character::isDigit);
  }

  private static ObjectNode options() {
    return Situation.json();
  }

  private static void explicit(QDict explicit, ObjectNode options) {
    for (String key : explicit.keys()) {
      JsonNode value = explicit.get(key);
      if (isBelowText(key, options)) {
        continue;
      }
      if (isElement(key)) {
        options.withArray("/" + key.substring(0, key.lastIndexOf('.'))).add(value);
      } else if (SWITCHES.contains(key)) {
        if (value.asText().equals("on") || value.booleanValue()) {
          nested(options, key).put(leaf(key), true);
        }
      } else if (!key.equals("driver") && !key.equals("node-name") && !CHILDREN.contains(key)) {
        nested(options, key).set(leaf(key), value);
      }
    }
  }

  /**
   * Whether the key lies in an option that has a text, too: a node that a reopen named twice can
   * have both, and no options can say so.
   */
  private static boolean isBelowText(String key, ObjectNode options) {
    int dot = key.indexOf('.');
    return dot > 0 && options.path(key.substring(0, dot)).isTextual();
  }

  /** The object in which the last part of a dotted key stands. */
  private static ObjectNode nested(ObjectNode options, String key) {
    String[] parts = key.split("[.]");
    ObjectNode into = options;
    for (int at = 0; at + 1 < parts.length; at++) {
      if (Character.isDigit(parts[at + 1].charAt(0))) {
        ArrayNode elements = into.withArray("/" + parts[at]);
        int element = Integer.parseInt(parts[++at]);
        into =
            element < elements.size() ? (ObjectNode) elements.get(element) : elements.addObject();
      } else {
        into = into.withObjectProperty(parts[at]);
      }
    }
    return into;
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
