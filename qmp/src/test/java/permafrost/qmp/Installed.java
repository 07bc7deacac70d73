package permafrost.qmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The QEMU programs on PATH. */
final class Installed {
  private Installed() {}

  static Program program(Host host, String name) {
    Probe probe = Program.probe(host, path(name));
    assertThat(probe).isInstanceOf(Probe.Found.class);
    return ((Probe.Found) probe).program();
  }

  static Path path(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not on PATH: install it"));
  }
}
