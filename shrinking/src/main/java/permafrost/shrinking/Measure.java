package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.scenario.Line;

/**
 * How long a scenario is for the people who read it. Less is better; the first number that differs
 * decides: QMP commands, nodes and objects, host lines, what a script cannot do (recorded lines,
 * tools beside a running QEMU, names that QEMU makes up), JSON keys, how far values are from their
 * plainest, launch arguments, characters with canonical names, names that are not canonical. The
 * text itself comes last, so that of two that are alike always the same one wins.
 */
record Measure(List<Integer> counts, String text) implements Comparable<Measure> {

  private static final Map<String, Integer> DRIVERS =
      Map.of("null-co", 0, "file", 1, "raw", 2, "copy-on-read", 3, "compress", 3, "qcow2", 5);

  private static final int OTHER_DRIVER = 4;

  /** What an argument of a host tool weighs: more than a size can. */
  private static final int ARGUMENT = 64;

  private static final Pattern SIZE = Pattern.compile("(\\d+)([bkKMGT]?)");

  /** Measures a scenario. */
  static Measure of(Pieces pieces) {
    Pieces ordered = CanonicalForm.withKeysInOrder(pieces);
    Map<Name, String> newNames = CanonicalForm.newNames(ordered);
    String canonicalText = Names.rename(ordered, newNames).text();
    String text = pieces.text();
    int keys = 0;
    int values = 0;
    for (Piece piece : pieces.list()) {
      if (piece.asCommand().isPresent()) {
        JsonNode body = piece.asCommand().get().arguments();
        keys += keys(body);
        values += weight("", body);
      } else if (piece instanceof Piece.Host host) {
        values += weight(host.line());
      }
    }
    return new Measure(
        List.of(
            pieces.indices(Piece.Step.class).size(),
            pieces.list().stream().mapToInt(Measure::things).sum(),
            pieces.indices(Piece.Host.class).size(),
            pieces.indices(Piece.Recorded.class).size() + hostWhileRunning(pieces) + madeUp(pieces),
            keys,
            values,
            pieces.where(i -> pieces.get(i).isArgument()).size(),
            canonicalText.length(),
            unusual(newNames) + (text.equals(ordered.text()) ? 0 : 1),
            text.length()),
        text);
  }

  /** Whether this is shorter. */
  boolean isLessThan(Measure other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Measure other) {
    for (int i = 0; i < counts.size(); i++) {
      int difference = Integer.compare(counts.get(i), other.counts.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return text.compareTo(other.text);
  }

  /** Nodes, objects, and launch arguments that are neither. */
  private static int things(Piece piece) {
    int nodes = piece.asCommand().map(command -> nodes(command.arguments())).orElse(0);
    return nodes == 0 && (piece.isArgument() || isObject(piece)) ? 1 : nodes;
  }

  private static boolean isObject(Piece piece) {
    return piece.asCommand().filter(command -> command.name().equals("object-add")).isPresent();
  }

  private static int nodes(JsonNode value) {
    int nodes = value.has("driver") ? 1 : 0;
    for (JsonNode child : value) {
      nodes += nodes(child);
    }
    return nodes;
  }

  private static int madeUp(Pieces pieces) {
    return Math.toIntExact(
        pieces.list().stream()
            .flatMap(piece -> Names.of(piece).stream())
            .filter(Name::isMadeUp)
            .count());
  }

  private static int hostWhileRunning(Pieces pieces) {
    List<Integer> starts = pieces.indices(Piece.Start.class);
    int start = starts.isEmpty() ? Integer.MAX_VALUE : starts.getFirst();
    return pieces.where(i -> i > start && pieces.get(i) instanceof Piece.Host).size();
  }

  private static int unusual(Map<Name, String> newNames) {
    return Math.toIntExact(
        newNames.entrySet().stream().filter(e -> !e.getKey().text().equals(e.getValue())).count());
  }

  private static int keys(JsonNode value) {
    int keys = value.isObject() ? value.size() : 0;
    for (JsonNode child : value) {
      keys += keys(child);
    }
    return keys;
  }

  private static int weight(String key, JsonNode value) {
    if (value.isContainerNode()) {
      int weight = value.isArray() ? value.size() : 0;
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        weight += weight(entry.getKey(), entry.getValue());
      }
      if (value.isArray()) {
        for (JsonNode element : value) {
          weight += weight(key, element);
        }
      }
      return weight;
    }
    return scalarWeight(key, value);
  }

  private static int scalarWeight(String key, JsonNode value) {
    if (key.equals("driver")) {
      return DRIVERS.getOrDefault(value.asText(), OTHER_DRIVER);
    }
    if (value.isNumber()) {
      return value.asLong() == 0 ? 0 : value.asText().length();
    }
    boolean plain =
        value.isNull()
            || value.isBoolean() && !value.asBoolean()
            || value.isTextual() && List.of("", "off").contains(value.asText());
    return plain ? 0 : 1;
  }

  private static int weight(Line line) {
    return switch (line) {
      case Line.QemuImg tool ->
          tool.arguments().stream().mapToInt(argument -> ARGUMENT + magnitude(argument)).sum();
      case Line.CreateImage image -> magnitude(Long.toString(image.size()));
      case Line.QemuIo tool -> ARGUMENT * tool.arguments().size();
      case Line.WriteFile file -> file.text().length();
      case Line.Launch launch -> 0;
      case Line.Execute execute -> 0;
      case Line.Return reply -> 0;
      case Line.Error reply -> 0;
      case Line.Event event -> 0;
    };
  }

  /** The number of binary digits of a size such as {@code 64k}; 1 for a format; 0 else. */
  private static int magnitude(String text) {
    if (text.equals("qcow2")) {
      return 1;
    }
    Matcher size = SIZE.matcher(text);
    if (!size.matches() || size.group(1).length() > 18) {
      return 0;
    }
    int unit = size.group(2).isEmpty() ? 0 : 10 * "bkMGT".indexOf(size.group(2).replace('K', 'k'));
    return Long.SIZE - Long.numberOfLeadingZeros(Long.parseLong(size.group(1))) + unit;
  }
}
