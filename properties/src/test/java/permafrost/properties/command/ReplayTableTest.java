package permafrost.properties.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Result;
import permafrost.properties.lockstep.ScenarioRunner;

class ReplayTableTest {

  private static final Path LONG =
      Path.of("s/Class.test_with_a_name_that_is_longer_than_what_is_left_of_80_columns.jsonl");

  @Test
  void everyScenarioHasALineAndEveryQemuAColumn() {
    List<Path> files = List.of(Path.of("s/A.one.jsonl"), Path.of("s/A.two.jsonl"));
    ReplayReport seven = report(7, files, Optional.empty(), unmodelled());
    ReplayReport ten = report(10, files, Optional.empty(), Optional.empty());
    assertThat(new ReplayTable(files, List.of(seven, ten)).text())
        .isEqualTo(
            """
            QEMU                                 7.0.0      10.0.0
            one                                 agreed      agreed
            two                             unmodelled      agreed

            agreed                                   1           2
            unmodelled                               1           0
            known                                    0           0
            DIVERGED                                 0           0
            """);
  }

  @Test
  void whatWasNotRunIsCountedApart() {
    List<Path> files = List.of(Path.of("a.jsonl"), Path.of("b.jsonl"));
    ReplayReport begun = report(7, files, Optional.empty());
    String text = new ReplayTable(files, List.of(begun)).text();
    assertThat(text.lines()).anyMatch(line -> line.matches("b +-"));
    assertThat(text.lines()).anyMatch(line -> line.matches("not run +1"));
  }

  @Test
  void fourQemusFitInto80Columns() {
    List<Path> files = List.of(LONG, Path.of("s/Other.jsonl"));
    List<ReplayReport> reports =
        IntStream.range(7, 11).mapToObj(i -> report(i, files, unmodelled(), unmodelled())).toList();
    assertThat(new ReplayTable(files, reports).text().lines())
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.startsWith("…") && line.contains("_80_columns "));
  }

  private static Optional<Plan.Unmodelled> unmodelled() {
    return Optional.of(new Plan.Unmodelled(3, "block-stream"));
  }

  @SafeVarargs
  private static ReplayReport report(
      int major, List<Path> files, Optional<Plan.Unmodelled>... outside) {
    ReplayReport report = new ReplayReport(new QemuVersion(major, 0, 0));
    IntStream.range(0, outside.length)
        .forEach(i -> report.text(files.get(i), ran(outside[i]), Optional.empty()));
    return report;
  }

  private static ScenarioRunner.Ran ran(Optional<Plan.Unmodelled> outside) {
    Plan plan =
        new Plan(
            new Scenario("s", "", List.of()),
            List.of(),
            1,
            new Line.Launch(List.of(), "qemu-storage-daemon"),
            new Prediction.Unmodelled("not launched"),
            List.of(),
            List.of(),
            outside);
    return new ScenarioRunner.Ran(plan, new Result(1, List.of(), 0, Optional.empty()));
  }
}
