package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.ScenarioRunner;

/** Jobs from start to end, mirrors above all, on the QEMUs that are there. */
class JobScenariosTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-nodes-from-start-to-pivot",
        "active-commit-completes",
        "header-written-into-null-device",
        "quorum-child-is-replaced",
        "commit-of-a-device-without-a-name",
        "drive-mirror-makes-its-target",
        "filter-of-stream-outlives-it",
        "target-that-can-not-be-read"
      })
  void everyLineIsModelledAndNothingNewDiverges(String name) throws URISyntaxException {
    for (QemuBuild build : BuildsHere.tested()) {
      try (Rig rig = new Rig(build)) {
        Scenario scenario = ScenarioFile.read(file(name));
        ScenarioRunner.Ran ran = rig.runner().run(scenario);

        assertThat(ran.plan().unmodelled()).as("on %s", rig).isEmpty();
        assertThat(
                ran.result().divergence().filter(divergence -> !rig.isKnown(scenario, divergence)))
            .as("on %s", rig)
            .isEmpty();
      }
    }
  }

  @Test
  void aConflictThatOnlyTheEndOfACommitBringsIsKnown() throws URISyntaxException {
    Scenario scenario = ScenarioFile.read(file("parents-conflict-at-the-base"));
    for (QemuBuild build : BuildsHere.tested()) {
      try (Rig rig = new Rig(build)) {
        assertThat(
                rig.runner()
                    .run(scenario)
                    .result()
                    .divergence()
                    .flatMap(divergence -> rig.explanation(scenario, divergence))
                    .map(KnownDivergence::name))
            .as("on %s", rig)
            .contains("job-filter-hides-conflict");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "limited-commit-grows-its-base, how soon a limited commit makes its base longer",
    "stream-through-copy-on-read-and-compress, 'a cluster that two filters copy, compressed'",
    "image-opened-through-copy-on-read, an image that is copied when it is read",
    "part-of-a-cluster-over-errors, errors of what a write to a part of a cluster reads",
    "lazy-refcounts-in-another-file, what an image with lazy refcounts writes into another file"
  })
  void whatIsNotKnownIsLeftOpen(String name, String what) throws URISyntaxException {
    Scenario scenario = ScenarioFile.read(file(name));
    for (QemuBuild build : BuildsHere.tested()) {
      try (Rig rig = new Rig(build)) {
        assertThat(rig.runner().run(scenario).plan().unmodelled().map(Plan.Unmodelled::what))
            .as("on %s", rig)
            .contains(what);
      }
    }
  }

  /** What one version's model leaves open at the end another's may know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exports-end-beside-a-limited-stream",
        "stream-of-what-a-backup-reads",
        "stream-of-what-another-filter-copies"
      })
  void whatIsSaidIsTrue(String name) throws URISyntaxException {
    Scenario scenario = ScenarioFile.read(file(name));
    for (QemuBuild build : BuildsHere.tested()) {
      try (Rig rig = new Rig(build)) {
        ScenarioRunner.Ran ran = rig.runner().run(scenario);

        assertThat(ran.plan().exchanges())
            .as("on %s", rig)
            .hasSizeGreaterThanOrEqualTo(scenario.commands().size() - 1);
        assertThat(ran.result().divergence()).as("on %s", rig).isEmpty();
      }
    }
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(JobScenariosTest.class.getResource("jobs/" + name + ".jsonl"))
            .toURI());
  }
}
