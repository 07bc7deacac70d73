package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The one way to write a scenario that differs from others only in its names and the order of its
 * keys: nodes {@code n0}, {@code n1}, files {@code 0.img}, throttle groups {@code tg0}, jobs {@code
 * j0}, numbered as they appear after QEMU's start.
 */
final class CanonicalForm {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,30}");
  private static final Pattern OWN_FILE = Pattern.compile("(\\$DIR/)?[\\w-][\\w.-]*");

  private static final List<String> FIRST =
      List.of("driver", "qom-type", "type", "node-name", "id");

  private CanonicalForm() {}

  /** The whole with canonical names and order of keys. */
  static Pieces of(Pieces pieces) {
    Pieces ordered = withKeysInOrder(pieces);
    return Names.rename(ordered, newNames(ordered));
  }

  /** The new name of every name that can have one; names that are malformed keep their point. */
  static Map<Name, String> newNames(Pieces pieces) {
    Set<Name> all = new LinkedHashSet<>();
    pieces.list().stream()
        .filter(piece -> !(piece instanceof Piece.Host))
        .forEach(piece -> all.addAll(Names.of(piece)));
    pieces.list().forEach(piece -> all.addAll(Names.of(piece)));
    Set<Name> kept = new HashSet<>(all);
    kept.removeIf(CanonicalForm::isFree);
    Map<Name, String> renamed = new LinkedHashMap<>();
    Map<Role, Integer> next = new LinkedHashMap<>();
    for (Name name : all) {
      if (isFree(name)) {
        int number = next.getOrDefault(name.role(), 0);
        while (kept.contains(new Name(name.role(), form(name.role()).apply(number)))) {
          number++;
        }
        next.put(name.role(), number + 1);
        renamed.put(name, form(name.role()).apply(number));
      }
    }
    return renamed;
  }

  private static boolean isFree(Name name) {
    return name.role() == Role.FILE
        ? OWN_FILE.matcher(name.text()).matches()
        : IDENTIFIER.matcher(name.text()).matches();
  }

  private static IntFunction<String> form(Role role) {
    return switch (role) {
      case NODE -> number -> "n" + number;
      case OBJECT -> number -> "tg" + number;
      case JOB -> number -> "j" + number;
      case EXPORT -> number -> "e" + number;
      case BITMAP -> number -> "b" + number;
      case FILE -> number -> number + ".img";
    };
  }

  /** The whole with the keys of every object in order: what it is, its name, values, children. */
  static Pieces withKeysInOrder(Pieces pieces) {
    return pieces.withList(
        IntStream.range(0, pieces.size())
            .mapToObj(pieces::get)
            .map(CanonicalForm::withKeysInOrder)
            .toList());
  }

  private static Piece withKeysInOrder(Piece piece) {
    return piece
        .asCommand()
        .map(command -> piece.withBody((ObjectNode) inOrder(command.arguments())))
        .orElse(piece);
  }

  private static JsonNode inOrder(JsonNode value) {
    if (value instanceof ArrayNode) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> elements.add(inOrder(element)));
      return elements;
    }
    if (!(value instanceof ObjectNode)) {
      return value;
    }
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    value.properties().stream()
        .sorted(
            Comparator.<Map.Entry<String, JsonNode>>comparingInt(e -> rank(e.getKey()))
                .thenComparing(e -> e.getValue().isContainerNode())
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> ordered.set(entry.getKey(), inOrder(entry.getValue())));
    return ordered;
  }

  private static int rank(String key) {
    int rank = FIRST.indexOf(key);
    return rank < 0 ? FIRST.size() : rank;
  }
}
