package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.Home;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.properties.lockstep.ScenarioRunner;

/** Devices, iothreads, drives and requests, written by hand, on the QEMUs that are there. */
class MachineScenariosTest {

  static Stream<QemuBuild> builds() {
    return BuildsHere.tested().stream().filter(build -> build.systemEmulator().isPresent());
  }

  @ParameterizedTest
  @MethodSource("builds")
  void allAgreeToTheLastLine(QemuBuild build) {
    try (Rig rig = new Rig(build)) {
      for (Path file : Home.find().scenarios("machine", "devices")) {
        ScenarioRunner.Ran ran = rig.runner().run(ScenarioFile.read(file));

        assertThat(ran.result().divergence()).as("%s on %s", file, rig).isEmpty();
        assertThat(ran.plan().unmodelled()).as("%s on %s", file, rig).isEmpty();
      }
    }
  }
}
