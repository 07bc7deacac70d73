package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.scenario.Scenario;
import permafrost.properties.oracle.Divergence;

/** What is written down as a bug of a QEMU that is there shows itself. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownDivergencesTest {

  private Map<QemuBuild, Rig> rigs;

  @BeforeAll
  void open() {
    rigs = BuildsHere.tested().stream().collect(Collectors.toMap(build -> build, Rig::new));
  }

  @AfterAll
  void close() {
    rigs.values().forEach(Rig::close);
  }

  Stream<Arguments> ofTheseQemus() {
    KnownDivergences known = KnownDivergences.read(Home.find().known());
    return BuildsHere.tested().stream()
        .flatMap(build -> known.of(build.version()).stream().map(one -> Arguments.of(build, one)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("ofTheseQemus")
  void itsScenarioShowsOneOfItsSignatures(QemuBuild build, KnownDivergence known) {
    Rig rig = rigs.get(build);
    Scenario scenario = ScenarioFile.read(known.scenario());
    Optional<Divergence> shown = rig.runner().run(scenario).result().divergence();

    assertThat(shown)
        .as(
            "%s no longer shows itself on %s: %s agrees. See whether its \"versions\" still"
                + " hold, and whether the model has taken the bug for a rule",
            known.name(), rig, known.scenario())
        .isPresent();
    String signature = shown.get().signature();
    assertThat(known.shows(signature)).as("%s on %s shows %s", known, rig, signature).isTrue();
    assertThat(rig.explanation(scenario, shown.get()))
        .as("what stands for %s in the generator meets its scenario on %s", known.name(), rig)
        .contains(known);
  }
}
