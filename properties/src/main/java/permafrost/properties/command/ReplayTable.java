package permafrost.properties.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What scenarios came to on several QEMUs: a line each, a column for each QEMU; with up to four of
 * them in 80 columns.
 *
 * @param files the scenarios
 * @param reports of the QEMUs; each tells of the first so many scenarios
 */
record ReplayTable(List<Path> files, List<ReplayReport> reports) {

  private static final int WIDTH = 80;
  private static final int COLUMN = 12;
  private static final int SHORTEST_NAME = 30;
  private static final String ENDING = ".jsonl";

  /** The table, and below it the totals. */
  String text() {
    List<String> names = names();
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int room = Math.max(SHORTEST_NAME, WIDTH - COLUMN * reports.size());
    int width = Math.max(SHORTEST_NAME, Math.min(longest, room));
    StringBuilder text = new StringBuilder();
    row(text, width, "QEMU", report -> report.version().toString());
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      row(text, width, names.get(i), report -> verdict(report, at));
    }
    text.append('\n');
    for (ReplayVerdict verdict : ReplayVerdict.values()) {
      row(text, width, verdict.toString(), report -> Long.toString(report.count(verdict)));
    }
    if (reports.stream().anyMatch(report -> report.verdicts().size() < files.size())) {
      row(
          text,
          width,
          "not run",
          report -> Integer.toString(files.size() - report.verdicts().size()));
    }
    return text.toString();
  }

  private static String verdict(ReplayReport report, int at) {
    return at < report.verdicts().size() ? report.verdicts().get(at).toString() : "-";
  }

  private void row(
      StringBuilder text, int width, String name, Function<ReplayReport, String> cell) {
    String kept = name.length() > width ? "…" + name.substring(name.length() - width + 1) : name;
    text.append(kept).append(" ".repeat(width - kept.length()));
    reports.forEach(report -> text.append("%%%ds".formatted(COLUMN).formatted(cell.apply(report))));
    text.append('\n');
  }

  /** Without the folder and class they have in common, and the end that all have. */
  private List<String> names() {
    List<String> names = files.stream().map(file -> file.toString().replace(ENDING, "")).toList();
    String common = names.getFirst();
    for (String name : names) {
      int mismatch = Arrays.mismatch(common.toCharArray(), name.toCharArray());
      common = mismatch < 0 ? common : common.substring(0, mismatch);
    }
    int from = Math.max(common.lastIndexOf('/'), common.lastIndexOf('.')) + 1;
    return names.stream().map(name -> name.substring(from)).toList();
  }
}
