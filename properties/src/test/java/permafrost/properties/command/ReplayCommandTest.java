package permafrost.properties.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;

class ReplayCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private String scenario() throws Exception {
    return Files.writeString(
            folder.resolve("given.jsonl"),
            """
            {"scenario": "given"}
            {"launch": [], "program": "qemu-storage-daemon"}
            {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "a"}}
            """)
        .toString();
  }

  @Test
  void onSeveralQemusItEndsWithATable() throws Exception {
    QemuBuild here = QemuBuilds.ofThisMachine(line -> {}).found();
    String version = here.version().toString();
    String path = here.storageDaemon().orElseThrow().toString();

    assertThat(run("replay", "--qemu", version, "--qemu", path, scenario())).isZero();

    assertThat(out.toString())
        .contains("QEMU " + here, "QEMU " + version + " (" + path + ")")
        .containsPattern("\nQEMU +" + version + " +" + version + "\ngiven +agreed +agreed\n");
  }

  @Test
  void onOneQemuItEndsWithALine() throws Exception {
    assertThat(run("replay", scenario())).isZero();
    assertThat(out.toString()).endsWith("1 agreed, 0 unmodelled, 0 diverged, 0 of these known\n");
  }

  @Test
  void aVersionThatIsNotHereIsRefusedBeforeAnythingRuns() throws Exception {
    String version = QemuBuilds.ofThisMachine(line -> {}).found().version().toString();
    assertThat(run("replay", "--qemu", version, "--qemu", "1.2.3", scenario())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("--qemu 1.2.3: not here", version).hasLineCount(1);
  }

  @Test
  void aSuiteThatIsNoneIsRefused() {
    assertThat(run("qemu", "fetch", "woody")).isEqualTo(2);
    assertThat(err.toString()).contains("'woody'", "bookworm-backports").hasLineCount(1);
  }
}
