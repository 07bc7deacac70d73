package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what one thing is described by. An expected value that is Jackson's {@code MissingNode}
 * is not predicted and agrees with everything, absence included.
 *
 * @param kind what it is, the same in every run
 * @param label what is said of it to people
 */
record JsonComparison(String kind, String label) {

  private static final Set<String> NOT_PREDICTED = Set.of("actual-size", "extent-size-hint");

  Optional<Difference> between(JsonNode expected, JsonNode actual) {
    return objects("", expected, actual);
  }

  private Optional<Difference> objects(String path, JsonNode expected, JsonNode actual) {
    for (Map.Entry<String, JsonNode> member : expected.properties()) {
      Optional<Difference> difference =
          values(path + member.getKey(), member.getValue(), actual.get(member.getKey()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (Map.Entry<String, JsonNode> member : actual.properties()) {
      if (!expected.has(member.getKey()) && !NOT_PREDICTED.contains(member.getKey())) {
        return difference(path + member.getKey(), "absent", member.getValue().toString());
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> values(String path, JsonNode expected, JsonNode actual) {
    if (expected.isMissingNode()) {
      return Optional.empty();
    }
    if (actual == null) {
      return difference(path, expected.toString(), "absent");
    }
    if (expected instanceof ObjectNode && actual instanceof ObjectNode) {
      return objects(path + ".", expected, actual);
    }
    if (expected instanceof ArrayNode && actual instanceof ArrayNode) {
      return lists(path, expected, actual);
    }
    boolean same =
        expected.isIntegralNumber()
            ? actual.isIntegralNumber() && expected.longValue() == actual.longValue()
            : expected.equals(actual);
    return same ? Optional.empty() : difference(path, expected.toString(), actual.toString());
  }

  private Optional<Difference> lists(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return difference(path, expected.toString(), actual.toString());
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<Difference> difference = values(path, expected.get(i), actual.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** How deep in the backing chain it is is a matter of this one run. */
  private Optional<Difference> difference(String path, String expected, String actual) {
    String what = kind + " " + path.replaceAll("((backing-image|backing|parent)\\.)+", "$1");
    return Optional.of(new Difference(what, label + ": " + path, expected, actual));
  }
}
