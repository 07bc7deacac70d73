package permafrost.properties.oracle;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.Command;

/** A divergence written for the reader: expected beside actual, one under the other. */
public final class DivergenceText {

  private static final int LONGEST_DETAIL_LINES = 60;
  private static final int LONGEST_COMMAND = 2000;

  private DivergenceText() {}

  /** In one line, such as {@code line 7, blockdev-add: the reply}. */
  public static String headline(Divergence divergence) {
    String at = divergence.command().map(Command::name).orElse("launch");
    return "line " + divergence.line() + ", " + at + ": " + divergence.kind().title();
  }

  /** The whole text, several lines, a newline at its end. */
  public static String of(Divergence divergence) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(divergence));
    lines.add("");
    divergence
        .command()
        .ifPresent(command -> field(lines, "command", shortened(command.toJson().toString())));
    field(lines, "where", divergence.where());
    field(lines, "expected", divergence.expected());
    field(lines, "actual", divergence.actual());
    lines.add("");
    field(lines, "signature", divergence.signature());
    if (!divergence.detail().isBlank()) {
      lines.add("");
      lines.add("What QEMU left:");
      divergence
          .detail()
          .lines()
          .limit(LONGEST_DETAIL_LINES)
          .forEach(line -> lines.add("  " + line));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void field(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      String indented = value.strip().replace("\n", "\n" + " ".repeat(13));
      lines.add("  %-11s%s".formatted(name, indented));
    }
  }

  private static String shortened(String json) {
    return json.length() <= LONGEST_COMMAND ? json : json.substring(0, LONGEST_COMMAND) + "…";
  }
}
