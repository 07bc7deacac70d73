package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.properties.oracle.Divergence;

/** What is written down as a bug of the QEMU that is there shows itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownDivergencesTest {

  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig();
  }

  @AfterAll
  void close() {
    rig.close();
  }

  List<KnownDivergence> ofThisQemu() {
    return KnownDivergences.read(Home.find().known()).of(rig.version());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("ofThisQemu")
  void itsScenarioShowsJustItsSignature(KnownDivergence known) {
    Optional<Divergence> shown =
        rig.runner().run(ScenarioFile.read(known.scenario())).result().divergence();

    assertThat(shown)
        .as(
            "%s no longer shows itself on QEMU %s: %s agrees. See whether its \"versions\" still"
                + " hold, and whether the model has taken the bug for a rule",
            known.name(), rig.version(), known.scenario())
        .isPresent();
    assertThat(shown.get().signature()).as(known.name()).isEqualTo(known.signature());
  }
}
