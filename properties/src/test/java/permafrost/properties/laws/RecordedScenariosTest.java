package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import permafrost.fixtures.Home;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.oracle.DivergenceText;

/** QEMU's own test of {@code blockdev-reopen}, recorded, on the QEMU that is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedScenariosTest {

  private static final int SCENARIOS = 26;
  private static final int AGREE_TO_THE_END = 10;

  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig();
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void noneDivergesAndMostOfTheModelledOnesAgreeToTheLastLine() {
    List<Path> files = Home.find().scenarios("7.2.22", "245");
    List<String> divergences = new ArrayList<>();
    int agreed = 0;
    for (Path file : files) {
      ScenarioRunner.Ran ran = rig.runner().run(ScenarioFile.read(file));
      ran.result().divergence().ifPresent(d -> divergences.add(file + "\n" + DivergenceText.of(d)));
      if (ran.result().divergence().isEmpty() && ran.plan().unmodelled().isEmpty()) {
        agreed++;
      }
    }

    assertThat(files).hasSize(SCENARIOS);
    assertThat(divergences).isEmpty();
    assertThat(agreed).isGreaterThanOrEqualTo(AGREE_TO_THE_END);
  }
}
