package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place in a command where a child stands, by its name or with its options.
 *
 * @param piece which part of the scenario
 * @param path the keys and indices that lead there from the command's arguments
 */
record Slot(int piece, List<String> path) {

  Slot {
    path = List.copyOf(path);
  }

  /** All such places. */
  static List<Slot> of(Pieces pieces) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      int piece = i;
      pieces
          .get(i)
          .asCommand()
          .ifPresent(command -> collect(piece, List.of(), command.arguments(), slots));
    }
    return slots;
  }

  private static void collect(int piece, List<String> path, JsonNode value, List<Slot> slots) {
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      List<String> inner = then(path, entry.getKey());
      JsonNode child = entry.getValue();
      if (Role.CHILDREN.contains(entry.getKey()) && (child.isObject() || child.isTextual())) {
        slots.add(new Slot(piece, inner));
      }
      collect(piece, inner, child, slots);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(piece, then(path, Integer.toString(i)), value.get(i), slots);
      }
    }
  }

  private static List<String> then(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** What stands there. */
  JsonNode in(Pieces pieces) {
    JsonNode value = pieces.get(piece).asCommand().orElseThrow().arguments();
    for (String step : path) {
      value = value.isArray() ? value.get(Integer.parseInt(step)) : value.get(step);
    }
    return value;
  }

  /** The scenario with something else there. */
  Pieces with(Pieces pieces, JsonNode value) {
    ObjectNode body = pieces.get(piece).asCommand().orElseThrow().arguments();
    return pieces.with(piece, pieces.get(piece).withBody((ObjectNode) replaced(body, 0, value)));
  }

  private JsonNode replaced(JsonNode old, int depth, JsonNode value) {
    if (depth == path.size()) {
      return value;
    }
    String step = path.get(depth);
    if (old instanceof ArrayNode array) {
      int index = Integer.parseInt(step);
      ArrayNode changed = array.deepCopy();
      changed.set(index, replaced(array.get(index), depth + 1, value));
      return changed;
    }
    ObjectNode object = ((ObjectNode) old).deepCopy();
    object.set(step, replaced(old.get(step), depth + 1, value));
    return object;
  }

  /** Whether the other place is part of what stands here. */
  boolean holds(Slot other) {
    return piece == other.piece
        && other.path.size() > path.size()
        && other.path.subList(0, path.size()).equals(path);
  }
}
