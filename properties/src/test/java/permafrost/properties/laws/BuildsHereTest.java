package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.qmp.Host;
import permafrost.qmp.Launch;
import permafrost.qmp.Limits;
import permafrost.qmp.Program;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

class BuildsHereTest {

  static Stream<QemuBuild> all() {
    return QemuBuilds.ofThisMachine(line -> {}).all().stream()
        .filter(build -> build.systemEmulator().isPresent());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("all")
  void aMachineStartsWithItsFirmware(QemuBuild build) {
    try (Host host = Host.open();
        Workspace folder = host.workspace()) {
      Program program = new TestedQemu(build).program(TestedQemu.EMULATOR);
      List<String> devices = List.of("-device", "VGA", "-device", "e1000");
      Start start =
          Qemu.start(
              host,
              new Launch(
                  program,
                  folder.path(),
                  devices,
                  Launch.Machine.DEFAULT,
                  Launch.Monitor.STREAM,
                  Limits.USUAL));
      assertThat(start).isInstanceOf(Start.Running.class);
      ((Start.Running) start).qemu().close();
    }
  }
}
