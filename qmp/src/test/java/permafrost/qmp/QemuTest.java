package permafrost.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The good ways, on the QEMU that is on PATH. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QemuTest {
  private static final String DAEMON = "qemu-storage-daemon";
  private static final String SYSTEM = "qemu-system-x86_64";

  private Host host;
  private Path folder;

  @BeforeEach
  void open() {
    host = Host.open();
    folder = host.workspace().path();
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Qemu start(String program, String... args) {
    return running(Launch.of(Installed.program(host, program), folder, args));
  }

  private Qemu running(Launch launch) {
    Start start = Qemu.start(host, launch);
    assertThat(start).isInstanceOf(Start.Running.class);
    return ((Start.Running) start).qemu();
  }

  @ParameterizedTest
  @ValueSource(strings = {DAEMON, SYSTEM})
  void it_greets_takes_commands_and_quits_cleanly(String program) {
    try (Qemu qemu = start(program)) {
      assertThat(qemu.greeting().at("/QMP/version/qemu/major").isInt()).isTrue();
      assertThat(qemu.execute("{\"execute\":\"query-jobs\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Reply.Return.class))
          .satisfies(reply -> assertThat(reply.value()).isEmpty());
      assertThat(qemu.quit()).isEmpty();
      assertThat(ProcessHandle.of(qemu.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void a_refusal_is_a_value_with_class_and_text() {
    try (Qemu qemu = start(DAEMON)) {
      assertThat(qemu.execute("{\"execute\":\"blockdev-del\",\"arguments\":{\"node-name\":\"a\"}}"))
          .isEqualTo(new Reply.Error("GenericError", "Failed to find node with node-name='a'"));
    }
  }

  @Test
  void many_commands_at_once_are_answered_in_order() {
    try (Qemu qemu = start(DAEMON)) {
      IntStream.range(0, 2000).forEach(n -> qemu.send("{\"execute\":\"no" + n + "\"}"));
      List<String> texts =
          IntStream.range(0, 2000).mapToObj(n -> ((Reply.Error) qemu.receive()).desc()).toList();
      assertThat(texts)
          .isEqualTo(
              IntStream.range(0, 2000)
                  .mapToObj(n -> "The command no" + n + " has not been found")
                  .toList());
      assertThat(qemu.underWay()).isZero();
    }
  }

  @Test
  void a_reply_longer_than_any_buffer_arrives_whole() {
    try (Qemu qemu = start(DAEMON)) {
      assertThat(qemu.execute("{\"execute\":\"query-qmp-schema\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Reply.Return.class))
          .satisfies(reply -> assertThat(reply.value().toString().length()).isGreaterThan(65536));
    }
  }

  @Test
  void the_bytes_of_commands_are_counted() {
    try (Qemu qemu = start(DAEMON)) {
      qemu.execute("{\"execute\":\"query-jobs\"}");
      assertThat(qemu.bytesSent()).isEqualTo(24);
    }
  }

  @Test
  void file_names_are_relative_to_the_folder_and_arguments_reach_the_command_line()
      throws Exception {
    Files.write(folder.resolve("i"), new byte[65536]);
    try (Qemu qemu = start(DAEMON, "--blockdev", "file,node-name=f,filename=i")) {
      assertThat(qemu.execute("{\"execute\":\"query-named-block-nodes\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Reply.Return.class))
          .satisfies(reply -> assertThat(reply.value().at("/0/file").textValue()).isEqualTo("i"));
    }
  }

  @Test
  void a_refused_argument_is_a_failed_start_with_what_qemu_said() {
    Start start =
        Qemu.start(host, Launch.of(Installed.program(host, DAEMON), folder, "--blockdev", "x"));
    assertThat(start)
        .asInstanceOf(InstanceOfAssertFactories.type(Start.Failed.class))
        .extracting(Start.Failed::fault)
        .asInstanceOf(InstanceOfAssertFactories.type(Fault.Death.class))
        .satisfies(death -> {
          assertThat(death.exit()).isEqualTo(new Exit(1));
          assertThat(death.stderr()).contains("--blockdev");
        });
  }

  @Test
  void a_killed_daemon_is_a_death_by_that_signal() throws Exception {
    try (Qemu qemu = start(DAEMON)) {
      new ProcessBuilder("kill", "-SEGV", Long.toString(qemu.pid())).start().waitFor();
      assertThat(qemu.execute("{\"execute\":\"query-jobs\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Fault.Death.class))
          .satisfies(death -> assertThat(death.exit().signal()).contains("SIGSEGV"));
    }
  }

  /** Whether there is a gdb here that may look into the process. */
  private boolean debuggable(long pid) {
    List<String> gdb = List.of("gdb", "-nx", "-batch", "-p", Long.toString(pid), "-ex", "bt");
    try {
      return Run.of(host, folder, gdb, Duration.ofSeconds(60)).toString().contains("#0 ");
    } catch (HostException notInstalled) {
      return false;
    }
  }

  @Test
  void a_stopped_daemon_is_a_hang_and_close_kills_it() throws Exception {
    Launch launch = Launch.of(Installed.program(host, DAEMON), folder);
    Limits limits = launch.limits().withReply(Duration.ofMillis(300));
    long pid;
    try (Qemu qemu =
        running(
            new Launch(
                launch.program(), folder, List.of(), launch.machine(), launch.monitor(), limits))) {
      pid = qemu.pid();
      new ProcessBuilder("kill", "-STOP", Long.toString(qemu.pid())).start().waitFor();
      assertThat(qemu.execute("{\"execute\":\"query-jobs\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Fault.Hang.class))
          .satisfies(hang -> {
            assertThat(hang.limit()).isEqualTo(limits.reply());
            assertThat(hang.backtrace().contains("#0 ")).isEqualTo(debuggable(qemu.pid()));
          });
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void what_qemu_io_prints_is_there_when_the_reply_is() throws Exception {
    Files.write(folder.resolve("i"), new byte[65536]);
    try (Qemu qemu = start(SYSTEM, "-blockdev", "file,node-name=f,filename=i")) {
      qemu.execute(
          "{\"execute\":\"human-monitor-command\",\"arguments\":"
              + "{\"command-line\":\"qemu-io f \\\"read 0 512\\\"\"}}");
      assertThat(qemu.takeStdout()).startsWith("read 512/512 bytes at offset 0");
      assertThat(qemu.takeStdout()).isEmpty();
    }
  }

  @Test
  void a_qemu_system_gets_a_machine_when_it_is_asked_for() {
    Launch launch =
        new Launch(
            Installed.program(host, SYSTEM),
            folder,
            List.of(),
            Launch.Machine.DEFAULT,
            Launch.Monitor.STREAM,
            Limits.USUAL);
    try (Qemu qemu = running(launch)) {
      assertThat(qemu.execute("{\"execute\":\"query-pci\"}").toString()).contains("bus");
    }
  }

  @Test
  void to_receive_what_was_not_asked_for_is_an_error_of_the_caller() {
    try (Qemu qemu = start(DAEMON)) {
      assertThatThrownBy(qemu::receive).isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class Over_datagrams {

    private Qemu start(String program, Limits limits) {
      return running(
          new Launch(
              Installed.program(host, program),
              folder,
              List.of(),
              Launch.Machine.NONE,
              Launch.Monitor.DATAGRAMS,
              limits));
    }

    @ParameterizedTest
    @ValueSource(strings = {DAEMON, SYSTEM})
    void it_greets_takes_commands_and_quits_cleanly(String program) {
      try (Qemu qemu = start(program, Limits.USUAL)) {
        assertThat(qemu.greeting().at("/QMP/version/qemu/major").isInt()).isTrue();
        assertThat(qemu.execute("{\"execute\":\"query-jobs\"}")).isInstanceOf(Reply.Return.class);
        assertThat(qemu.quit()).isEmpty();
        assertThat(ProcessHandle.of(qemu.pid()).filter(ProcessHandle::isAlive)).isEmpty();
      }
    }

    @Test
    void commands_longer_than_what_it_reads_at_once_arrive_and_in_order() {
      try (Qemu qemu = start(DAEMON, Limits.USUAL)) {
        List<String> names =
            IntStream.range(0, 50).mapToObj(n -> "no" + n + "x".repeat(250 * n)).toList();
        for (String name : names) {
          assertThat(qemu.execute("{\"execute\":\"" + name + "\"}"))
              .isEqualTo(
                  new Reply.Error(
                      "CommandNotFound", "The command " + name + " has not been found"));
        }
      }
    }

    @Test
    void several_commands_under_way_are_answered_in_order() {
      try (Qemu qemu = start(DAEMON, Limits.USUAL)) {
        for (int n = 0; n < 1000; n++) {
          qemu.send("{\"execute\":\"no" + n + "\"}");
          if (n >= 7) {
            assertThat(((Reply.Error) qemu.receive()).desc()).contains("no" + (n - 7) + " ");
          }
        }
      }
    }

    @Test
    void a_reply_too_long_for_one_is_lost_and_missed_when_the_next_one_comes() {
      try (Qemu qemu = start(DAEMON, Limits.USUAL)) {
        qemu.send("{\"execute\":\"query-qmp-schema\"}");
        qemu.send("{\"execute\":\"query-jobs\"}");
        assertThatThrownBy(qemu::receive).isInstanceOf(LostReply.class);
      }
    }

    @Test
    void a_lost_reply_is_no_hang_where_no_other_one_comes_either() {
      Limits limits = Limits.USUAL.withReply(Duration.ofMillis(300));
      try (Qemu qemu = start(DAEMON, limits)) {
        qemu.send("{\"execute\":\"query-qmp-schema\"}");
        assertThatThrownBy(qemu::receive).isInstanceOf(LostReply.class);
      }
    }

    @Test
    void a_killed_daemon_is_dead_and_a_stopped_one_hangs() throws Exception {
      try (Qemu qemu = start(DAEMON, Limits.USUAL)) {
        new ProcessBuilder("kill", "-KILL", Long.toString(qemu.pid())).start().waitFor();
        assertThat(qemu.execute("{\"execute\":\"query-jobs\"}")).isInstanceOf(Fault.Death.class);
      }
      try (Qemu qemu = start(DAEMON, Limits.USUAL.withReply(Duration.ofMillis(300)))) {
        new ProcessBuilder("kill", "-STOP", Long.toString(qemu.pid())).start().waitFor();
        assertThat(qemu.execute("{\"execute\":\"query-jobs\"}")).isInstanceOf(Fault.Hang.class);
      }
    }
  }
}
