package permafrost.properties.lockstep;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.Unusable;
import permafrost.model.scenario.Line;
import permafrost.properties.laws.BuildsHere;
import permafrost.qmp.Host;

class HostLinesTest {

  static Stream<Line> linesWithSuchNames() {
    return Stream.of("a".repeat(256), "missing/a", ".")
        .flatMap(name ->
            Stream.of(
                new Line.CreateImage(name, 512),
                new Line.WriteFile(name, "text"),
                new Line.QemuImg(List.of("create", "-f", "raw", name, "512"))));
  }

  @ParameterizedTest
  @MethodSource("linesWithSuchNames")
  void aNameThatNoFolderTakesIsTheScenariosFault(Line line, @TempDir Path folder) {
    try (Host host = Host.open()) {
      TestedQemu qemu = new TestedQemu(BuildsHere.tested().getFirst());
      HostLines lines = new HostLines(host, qemu.program(TestedQemu.DAEMON));

      assertThatExceptionOfType(Unusable.class)
          .isThrownBy(() -> lines.run(line, folder, new RealNames(folder)));
    }
  }
}
