package permafrost.model.scenario;

import java.util.List;
import permafrost.model.Command;

/**
 * A list of lines, in the order in which things happen. Recorded tests, failing cases and shrunk
 * reproducers are all scenarios.
 *
 * @param name a name for people, such as {@code 245/TestBlockdevReopen.test_reopen}
 * @param recordedOn the QEMU version it was recorded on, or empty
 * @param lines what happens, without the header; line number n of a file is {@code lines.get(n -
 *     2)}
 */
public record Scenario(String name, String recordedOn, List<Line> lines) {

  public Scenario {
    lines = List.copyOf(lines);
  }

  /** The QMP commands, in order. */
  public List<Command> commands() {
    return lines.stream()
        .filter(Line.Execute.class::isInstance)
        .map(line -> ((Line.Execute) line).command())
        .toList();
  }

  /** The same scenario with other lines. */
  public Scenario withLines(List<Line> newLines) {
    return new Scenario(name, recordedOn, newLines);
  }
}
