package permafrost.model.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a host tool, as {@code getopt_long} sorts them: options anywhere, operands
 * between them.
 *
 * @param options the values of each option letter, in order; {@code ""} for one that takes none
 * @param longOptions the names of the long options
 */
record ToolArguments(
    Map<Character, List<String>> options, List<String> longOptions, List<String> operands) {

  /**
   * Sorts arguments.
   *
   * @param arguments without the tool's and the subcommand's names
   * @param withValue the letters of options that take a value
   */
  static ToolArguments parse(List<String> arguments, String withValue) {
    ToolArguments parsed =
        new ToolArguments(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    int i = 0;
    while (i < arguments.size()) {
      String argument = arguments.get(i++);
      if (argument.equals("--")) {
        parsed.operands.addAll(arguments.subList(i, arguments.size()));
        i = arguments.size();
      } else if (argument.startsWith("--")) {
        parsed.longOptions.add(argument.substring(2));
      } else if (argument.startsWith("-") && argument.length() > 1) {
        i += parsed.letters(argument, withValue, arguments.subList(i, arguments.size()));
      } else {
        parsed.operands.add(argument);
      }
    }
    return parsed;
  }

  /** Takes in a group of option letters and returns how many of the arguments after it belong. */
  private int letters(String group, String withValue, List<String> after) {
    for (int at = 1; at < group.length(); at++) {
      char letter = group.charAt(at);
      if (withValue.indexOf(letter) < 0) {
        add(letter, "");
      } else if (at + 1 < group.length()) {
        add(letter, group.substring(at + 1));
        return 0;
      } else {
        add(letter, after.isEmpty() ? "" : after.get(0));
        return after.isEmpty() ? 0 : 1;
      }
    }
    return 0;
  }

  private void add(char letter, String value) {
    options.computeIfAbsent(letter, key -> new ArrayList<>()).add(value);
  }

  boolean has(char letter) {
    return options.containsKey(letter);
  }

  /** The values of an option. */
  List<String> all(char letter) {
    return options.getOrDefault(letter, List.of());
  }

  /** The value of an option; the last one counts. */
  Optional<String> last(char letter) {
    List<String> values = all(letter);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Whether all options are among these letters, and none is a long one. */
  boolean onlyHas(String letters) {
    return longOptions.isEmpty()
        && options.keySet().stream().allMatch(letter -> letters.indexOf(letter) >= 0);
  }
}
