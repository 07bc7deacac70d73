package permafrost.properties.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import permafrost.model.QemuVersion;

/** The words of {@link JobCoverage} and {@link Interaction}, at most 80 columns wide. */
public final class JobSummary {

  private static final int WIDTH = 80;
  private static final int FIRST = 14;

  private final JobCoverage coverage;
  private final Interaction interaction;
  private final double seconds;
  private final QemuVersion version;

  /** A summary of what this many seconds have shown. */
  public JobSummary(JobCoverage coverage, Interaction interaction, double seconds) {
    this.coverage = coverage;
    this.interaction = interaction;
    this.version = coverage.version();
    this.seconds = Math.max(seconds, 1e-9);
  }

  /** What the run did with jobs, one line each. */
  public List<String> figures() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%d started, %.1f a second; two alive at %.0f %% of commands",
            interaction.jobs(),
            interaction.jobs() / seconds,
            percent(interaction.crowded(), interaction.commands())),
        String.format(
            Locale.ROOT,
            "reopens that succeed: %.1f a second with a job alive, %.1f with two",
            interaction.reopensBeside(1) / seconds,
            interaction.reopensBeside(2) / seconds),
        String.format(
            Locale.ROOT,
            "%.0f %% of all commands succeed",
            percent(interaction.succeeded(), interaction.commands())),
        String.format(
            Locale.ROOT,
            "%d of %d pairs seen, %.0f %%",
            coverage.seen(),
            coverage.possible(),
            percent(coverage.seen(), coverage.possible())));
  }

  /** Every table, what it lacks, and, if asked for, what cannot be and why. */
  public String tables(boolean reasons) {
    StringBuilder text = new StringBuilder();
    for (PairTable table : PairTable.values()) {
      text.append('\n');
      table(text, table);
      missing(text, table);
      if (reasons) {
        reasons(text, table);
      }
    }
    return text.toString();
  }

  private void table(StringBuilder text, PairTable table) {
    int first = Math.max(FIRST, table.title().length() + 1);
    text.append(padded(table.title(), first));
    for (String column : table.columns(version)) {
      text.append(right(column, width(column)));
    }
    text.append('\n');
    for (String row : table.rows(version)) {
      text.append(padded("  " + row, first));
      for (String column : table.columns(version)) {
        text.append(right(cell(table, row, column), width(column)));
      }
      text.append('\n');
    }
  }

  private String cell(PairTable table, String row, String column) {
    return table.canBe(new Pair(row, column), version)
        ? Long.toString(coverage.count(table, row, column))
        : "";
  }

  private void missing(StringBuilder text, PairTable table) {
    List<Pair> missing = coverage.missing(table);
    List<String> parts = new ArrayList<>();
    for (String row : table.rows(version)) {
      List<String> columns =
          missing.stream().filter(pair -> pair.row().equals(row)).map(Pair::column).toList();
      long all = table.pairs(version).stream().filter(pair -> pair.row().equals(row)).count();
      if (columns.size() == all) {
        parts.add(row + ": all");
      } else if (!columns.isEmpty()) {
        parts.add(row + ": " + String.join(", ", columns));
      }
    }
    if (!parts.isEmpty()) {
      wrapped(text, "missing", String.join("; ", parts));
    }
  }

  private void reasons(StringBuilder text, PairTable table) {
    for (Impossibility each : table.impossible(version)) {
      wrapped(
          text,
          "cannot be",
          "%s of %s: %s"
              .formatted(
                  String.join(", ", each.rows()),
                  each.columns().equals(table.columns(version))
                      ? "all"
                      : String.join(", ", each.columns()),
                  each.reason()));
    }
  }

  private static void wrapped(StringBuilder text, String heading, String words) {
    StringBuilder line = new StringBuilder("  ").append(heading).append(':');
    for (String word : words.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("   ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  private static int width(String column) {
    return Math.max(column.length(), 5) + 1;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static double percent(long part, long whole) {
    return 100.0 * part / Math.max(whole, 1);
  }
}
