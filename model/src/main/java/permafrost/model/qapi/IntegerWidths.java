package permafrost.model.qapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The widths of integer members, from the resource {@code integer-widths.txt}. */
final class IntegerWidths {

  private record Entry(String beside, IntegerWidth width) {}

  private final Map<String, List<Entry>> entries = new HashMap<>();

  private IntegerWidths() {}

  /**
   * Reads the resource.
   *
   * @throws IllegalStateException if it is missing or malformed: the build is broken
   */
  static IntegerWidths read() {
    InputStream resource = IntegerWidths.class.getResourceAsStream("integer-widths.txt");
    if (resource == null) {
      throw new IllegalStateException("integer-widths.txt is missing");
    }
    IntegerWidths widths = new IntegerWidths();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(widths::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return widths;
  }

  private void add(String line) {
    String[] words = line.split(" ");
    IntegerWidth width = IntegerWidth.valueOf(words[0].toUpperCase(Locale.ROOT));
    for (int i = 1; i < words.length; i++) {
      String[] parts = words[i].split(":", 2);
      String beside = parts.length == 2 ? parts[1] : parts[0];
      entries.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(new Entry(beside, width));
    }
  }

  /**
   * The width of a member, or of the elements of a member that is an array.
   *
   * @param member the member's name
   * @param siblings the names of all members of its type
   */
  IntegerWidth of(String member, Set<String> siblings) {
    for (Entry entry : entries.getOrDefault(member, List.of())) {
      if (siblings.contains(entry.beside())) {
        return entry.width();
      }
    }
    return IntegerWidth.UNKNOWN;
  }
}
