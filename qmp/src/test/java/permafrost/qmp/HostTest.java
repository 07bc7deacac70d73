package permafrost.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is left behind, and tools and folders. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path temp;

  /** A run that holds a QEMU and never ends by itself; says the QEMU's pid. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      Host host = Host.open(Path.of(args[0]));
      Launch launch =
          Launch.of(Installed.program(host, "qemu-storage-daemon"), host.workspace().path());
      System.out.println(((Start.Running) Qemu.start(host, launch)).qemu().pid());
      System.in.read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT", "TERM"})
  void a_signal_to_this_jvm_leaves_neither_qemu_nor_folder(String signal) throws Exception {
    List<String> command = new ArrayList<>(ScriptedPeer.java(Holder.class));
    command.add(temp.toString());
    Process jvm =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = jvm.inputReader()) {
      ProcessHandle qemu = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      ProcessHandle guard =
          jvm.children().filter(child -> child.pid() != qemu.pid()).findFirst().orElseThrow();
      new ProcessBuilder("kill", "-" + signal, Long.toString(jvm.pid())).start().waitFor();
      qemu.onExit().get(60, TimeUnit.SECONDS);
      guard.onExit().get(60, TimeUnit.SECONDS);
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(temp).isEmptyDirectory();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void closing_a_host_kills_its_qemu_and_removes_its_folders() throws Exception {
    Host host = Host.open(temp);
    Program program = Installed.program(host, "qemu-storage-daemon");
    Start start = Qemu.start(host, Launch.of(program, host.workspace().path()));
    ProcessHandle qemu = ProcessHandle.of(((Start.Running) start).qemu().pid()).orElseThrow();
    host.close();
    qemu.onExit().get(60, TimeUnit.SECONDS);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void a_closed_host_starts_nothing() {
    Host host = Host.open(temp);
    Program program = Installed.program(host, "qemu-storage-daemon");
    host.close();
    assertThatThrownBy(() -> Run.of(host, temp, program.img("--version"), LIMIT))
        .isInstanceOf(HostException.class);
  }

  @Test
  void a_workspace_is_private_and_goes_with_all_that_is_in_it() throws Exception {
    try (Host host = Host.open(temp)) {
      Workspace workspace = host.workspace();
      assertThat(Files.getPosixFilePermissions(workspace.path().getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(workspace.path().resolve("a/b"));
      Files.createFile(workspace.path().resolve("a/b/c"));
      workspace.close();
      assertThat(workspace.path()).doesNotExist();
    }
  }

  @Test
  void a_folder_with_a_path_too_long_for_a_socket_will_do() throws Exception {
    Path deep = Files.createDirectories(temp.resolve("d".repeat(120)));
    try (Host host = Host.open(deep)) {
      Program program = Installed.program(host, "qemu-storage-daemon");
      Start start = Qemu.start(host, Launch.of(program, host.workspace().path()));
      assertThat(start).isInstanceOf(Start.Running.class);
      ((Start.Running) start).qemu().close();
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_said_in_one_line() {
    assertThatThrownBy(() -> Host.open(temp.resolve("missing")))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("making a private folder failed at " + temp.resolve("missing"));
  }

  @Test
  void a_full_disk_is_said_in_one_line() {
    HostException full =
        HostException.of(
            "writing an image", Path.of("/x"), new IOException("No space left on device"));
    assertThat(full.noSpace()).isTrue();
    assertThat(full)
        .hasMessage(
            "writing an image failed at /x: No space left on device;"
                + " free some space there, or choose another folder");
  }

  @Test
  void a_tool_is_run_to_its_end() {
    try (Host host = Host.open(temp);
        Workspace workspace = host.workspace()) {
      Program program = Installed.program(host, "qemu-storage-daemon");
      Run run =
          Run.of(
              host, workspace.path(), program.img("create", "-q", "-f", "qcow2", "i", "1M"), LIMIT);
      assertThat(run).isEqualTo(new Run.Ended(new Exit(0), "", ""));
      assertThat(workspace.path().resolve("i")).isNotEmptyFile();
    }
  }

  @Test
  void a_tool_that_does_not_end_is_killed() {
    try (Host host = Host.open(temp)) {
      Run run = Run.of(host, temp, List.of("sleep", "1000"), Duration.ofMillis(100));
      assertThat(run).isEqualTo(new Run.TooSlow(Duration.ofMillis(100), "", ""));
    }
  }

  @Test
  void a_qemu_is_recognised_with_kind_and_version() {
    try (Host host = Host.open(temp)) {
      assertThat(Installed.program(host, "qemu-system-x86_64").kind())
          .isEqualTo(Program.Kind.SYSTEM);
      Program daemon = Installed.program(host, "qemu-storage-daemon");
      assertThat(daemon.kind()).isEqualTo(Program.Kind.STORAGE_DAEMON);
      assertThat(daemon.versionText()).contains(" " + daemon.version());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu-img", "true", "false", "cat"})
  void another_program_is_no_qemu_and_that_is_said_in_one_line(String name) {
    try (Host host = Host.open(temp)) {
      assertThat(((Probe.NoQemu) Program.probe(host, Installed.path(name))).why())
          .contains(" is no qemu-storage-daemon or qemu-system")
          .hasLineCount(1);
    }
  }

  @Test
  void a_file_that_is_not_there_is_no_qemu() {
    try (Host host = Host.open(temp)) {
      assertThat(((Probe.NoQemu) Program.probe(host, temp.resolve("x"))).why())
          .isEqualTo(
              temp.resolve("x")
                  + " does not exist; name a qemu-storage-daemon or qemu-system-x86_64");
    }
  }
}
