package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.Home;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.oracle.DivergenceText;

/**
 * QEMU's own tests, recorded, on the QEMUs that are there. How many there are and how many at least
 * agree to the last line, {@code recorded.json} says for each version.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecordedScenariosTest {

  /**
   * What is expected on a version.
   *
   * @param recordings the version on which they were recorded
   * @param test the iotest
   * @param scenarios how many there are
   * @param agree how many of them, at least, are modelled and agree to the last line
   */
  record Expected(String recordings, String test, int scenarios, int agree) {}

  static Stream<QemuBuild> builds() {
    return BuildsHere.tested().stream();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void noneDivergesAndTheModelledOnesAgreeToTheLastLine(QemuBuild build) throws IOException {
    List<Expected> expected = expected(build);
    assertThat(expected)
        .as("recorded.json tells what is expected on QEMU %s", build.version())
        .isNotEmpty();
    try (Rig rig = new Rig(build)) {
      expected.forEach(one -> assertAsExpected(rig, one));
    }
  }

  private static void assertAsExpected(Rig rig, Expected expected) {
    List<Path> files = Home.find().scenarios(expected.recordings(), expected.test());
    List<String> divergences = new ArrayList<>();
    int agreed = 0;
    for (Path file : files) {
      ScenarioRunner.Ran ran = rig.runner().run(ScenarioFile.read(file));
      ran.result().divergence().ifPresent(d -> divergences.add(file + "\n" + DivergenceText.of(d)));
      if (ran.result().divergence().isEmpty() && ran.plan().unmodelled().isEmpty()) {
        agreed++;
      }
    }

    assertThat(files).as("%s", expected).hasSize(expected.scenarios());
    assertThat(divergences).as("on %s", rig).isEmpty();
    assertThat(agreed).as("on %s, %s", rig, expected).isGreaterThanOrEqualTo(expected.agree());
  }

  private static List<Expected> expected(QemuBuild build) throws IOException {
    try (InputStream in = RecordedScenariosTest.class.getResourceAsStream("recorded.json")) {
      JsonNode rows = new JsonMapper().readTree(in).path(build.version().toString());
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row ->
              new Expected(
                  row.get("recordings").textValue(),
                  row.get("test").textValue(),
                  row.get("scenarios").intValue(),
                  row.get("agree").intValue()))
          .toList();
    }
  }
}
