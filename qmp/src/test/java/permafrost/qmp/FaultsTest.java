package permafrost.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every way in which a QEMU can fail to answer, played by a scripted peer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsTest {
  private static final Limits SHORT =
      new Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          2,
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofMillis(1));

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

  private Qemu ready(Limits limits, String... steps) {
    Start start = Qemu.start(host, ScriptedPeer.ready(folder, limits, steps));
    assertThat(start).isInstanceOf(Start.Running.class);
    return ((Start.Running) start).qemu();
  }

  private Outcome answerOf(String... steps) {
    try (Qemu qemu = ready(Limits.USUAL, steps)) {
      return qemu.execute("{\"execute\":\"x\"}");
    }
  }

  @Test
  void a_line_that_is_no_json_is_garbage() {
    assertThat(answerOf("hear", "say {\"return\": oops}~", "wait"))
        .asInstanceOf(InstanceOfAssertFactories.type(Fault.Garbage.class))
        .satisfies(garbage -> {
          assertThat(garbage.what()).startsWith("invalid JSON: ");
          assertThat(garbage.text()).isEqualTo("{\"return\": oops}\r");
        });
  }

  @Test
  void json_that_is_no_qmp_message_is_garbage() {
    assertThat(answerOf("hear", "say [1]~", "wait"))
        .isEqualTo(new Fault.Garbage("no QMP message", "[1]\r"));
  }

  @Test
  void two_values_on_a_line_are_garbage() {
    assertThat(answerOf("hear", "say {\"return\":{}}{\"return\":{}}~", "wait"))
        .isInstanceOf(Fault.Garbage.class);
  }

  @Test
  void half_a_line_before_the_end_of_the_socket_is_garbage() {
    assertThat(answerOf("hear", "say {\"return\": {", "exit 0"))
        .isEqualTo(new Fault.Garbage("half a line", "{\"return\": {"));
  }

  @Test
  void half_a_line_and_then_silence_is_garbage() {
    try (Qemu qemu = ready(SHORT, "hear", "say {\"return\"", "wait")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .isEqualTo(new Fault.Garbage("half a line", "{\"return\""));
    }
  }

  @Test
  void a_death_says_its_exit_and_the_assertion_and_the_half_line_it_left() {
    String assertion = "qemu: ../block.c:1: bdrv_x: Assertion `bs->y' failed.";
    assertThat(answerOf("hear", "print noise", "print " + assertion, "say {\"ret", "exit 134"))
        .asInstanceOf(InstanceOfAssertFactories.type(Fault.Death.class))
        .satisfies(death -> {
          assertThat(death.exit().signal()).contains("SIGABRT");
          assertThat(death.finding()).contains(assertion);
          assertThat(death.stderr()).isEqualTo("noise\n" + assertion + "\n");
          assertThat(death.halfLine()).isEqualTo("{\"ret");
        });
  }

  @Test
  void silence_is_a_hang() {
    try (Qemu qemu = ready(SHORT, "hear", "wait")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .isEqualTo(new Fault.Hang("a reply", SHORT.reply(), ""));
    }
  }

  @Test
  void one_that_works_past_the_limit_is_waited_for() {
    Limits limits = SHORT.withReply(Duration.ofSeconds(2));
    try (Qemu qemu = ready(limits, "hear", "work 2500", ScriptedPeer.DONE, "wait")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}")).isInstanceOf(Reply.Return.class);
    }
  }

  @Test
  void one_that_works_for_ever_is_a_hang() {
    try (Qemu qemu = ready(SHORT, "hear", "work 3600000")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .isEqualTo(new Fault.Hang("a reply", SHORT.reply(), ""));
    }
  }

  @Test
  void a_socket_that_ends_while_the_process_lives_is_a_hang() {
    Limits limits =
        new Limits(
            SHORT.start(),
            SHORT.firstReply(),
            2,
            Duration.ofSeconds(9),
            Duration.ofMillis(300),
            Duration.ofMillis(1));
    try (Qemu qemu = ready(limits, "hear", "shut", "wait")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .isEqualTo(
              new Fault.Hang("the process's end after that of its socket", limits.exit(), ""));
    }
  }

  @Test
  void a_reply_to_nothing_is_unasked_and_comes_after_the_replies_before_it() {
    try (Qemu qemu = ready(Limits.USUAL, "hear", "say {\"return\":1}~{\"return\":2}~", "wait")) {
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Reply.Return.class))
          .satisfies(reply -> assertThat(reply.value().intValue()).isEqualTo(1));
      assertThat(qemu.execute("{\"execute\":\"x\"}"))
          .asInstanceOf(InstanceOfAssertFactories.type(Fault.Unasked.class))
          .satisfies(unasked ->
              assertThat(((Reply.Return) unasked.reply()).value().intValue()).isEqualTo(2));
    }
  }

  @Test
  void the_first_fault_is_the_last() {
    try (Qemu qemu = ready(Limits.USUAL, "hear", "say oops~", "exit 0")) {
      Outcome first = qemu.execute("{\"execute\":\"x\"}");
      assertThat(qemu.execute("{\"execute\":\"x\"}")).isEqualTo(first);
      assertThat(qemu.quit()).contains((Fault) first);
    }
  }

  @Test
  void events_keep_their_place_among_the_replies() {
    try (Qemu qemu =
        ready(
            Limits.USUAL,
            "say {\"event\":\"A\"}~",
            "hear",
            "say {\"return\":1}~{\"event\":\"B\",\"data\":{\"x\":1}}~",
            "wait")) {
      qemu.execute("{\"execute\":\"x\"}");
      assertThat(qemu.awaitEvent(Duration.ofSeconds(5)).orElseThrow())
          .satisfies(event -> {
            assertThat(event.name()).isEqualTo("A");
            assertThat(event.place()).isZero();
          });
      assertThat(qemu.awaitEvent(Duration.ofSeconds(5)).orElseThrow())
          .satisfies(event -> {
            assertThat(event.data().path("x").intValue()).isEqualTo(1);
            assertThat(event.place()).isEqualTo(1);
          });
    }
  }

  @Test
  void a_mute_daemon_is_started_again_and_counted() {
    String file = folder.resolve("was-mute").toString();
    Limits limits =
        new Limits(
            SHORT.start(),
            Duration.ofMillis(400),
            4,
            SHORT.reply(),
            SHORT.exit(),
            Duration.ofMillis(1));
    Start start =
        Qemu.start(
            host,
            ScriptedPeer.raw(
                folder,
                limits,
                "connect",
                ScriptedPeer.GREETING,
                "hear",
                "mute-once " + file,
                ScriptedPeer.DONE,
                "wait"));
    assertThat(start)
        .asInstanceOf(InstanceOfAssertFactories.type(Start.Running.class))
        .satisfies(running -> {
          assertThat(running.restarts()).isPositive();
          running.qemu().close();
        });
  }

  @Test
  void a_daemon_that_is_always_mute_has_failed_to_start() {
    Limits limits =
        new Limits(
            SHORT.start(),
            Duration.ofMillis(50),
            1,
            SHORT.reply(),
            SHORT.exit(),
            Duration.ofMillis(1));
    assertThat(
            Qemu.start(
                host, ScriptedPeer.raw(folder, limits, "connect", ScriptedPeer.GREETING, "wait")))
        .isEqualTo(
            new Start.Failed(
                new Fault.Hang("the reply to the first command", Duration.ofMillis(100), ""), 1));
  }

  @Test
  void a_qemu_that_greets_twice_over_datagrams_is_started_again_and_counted() {
    Start start =
        Qemu.start(
            host,
            ScriptedPeer.overDatagrams(
                ScriptedPeer.raw(
                    folder,
                    SHORT,
                    "connect",
                    ScriptedPeer.GREETING,
                    "hear",
                    ScriptedPeer.GREETING.replace("say", "say-once " + folder.resolve("twice")),
                    ScriptedPeer.DONE,
                    "wait")));
    assertThat(start)
        .asInstanceOf(InstanceOfAssertFactories.type(Start.Running.class))
        .satisfies(running -> {
          assertThat(running.restarts()).isEqualTo(1);
          running.qemu().close();
        });
  }

  @Test
  void a_greeting_after_the_first_command_loses_replies_over_datagrams() {
    Launch launch =
        ScriptedPeer.overDatagrams(
            ScriptedPeer.ready(folder, SHORT, "hear", ScriptedPeer.GREETING, "wait"));
    try (Qemu qemu = ((Start.Running) Qemu.start(host, launch)).qemu()) {
      assertThatThrownBy(() -> qemu.execute("{\"execute\":\"x\"}"))
          .isInstanceOf(LostReply.class)
          .hasMessageContaining("a second greeting");
    }
  }

  @Test
  void a_second_greeting_over_a_stream_is_garbage() {
    assertThat(answerOf("hear", ScriptedPeer.GREETING, "wait"))
        .asInstanceOf(InstanceOfAssertFactories.type(Fault.Garbage.class))
        .satisfies(garbage -> assertThat(garbage.what()).isEqualTo("a second greeting"));
  }

  @Test
  void a_late_greeting_is_waited_for() {
    Start start =
        Qemu.start(
            host,
            ScriptedPeer.raw(
                folder,
                SHORT,
                "connect",
                "delay 700",
                ScriptedPeer.GREETING,
                "hear",
                ScriptedPeer.DONE,
                "wait"));
    assertThat(start)
        .asInstanceOf(InstanceOfAssertFactories.type(Start.Running.class))
        .satisfies(running -> {
          assertThat(running.restarts()).isZero();
          running.qemu().close();
        });
  }

  @Test
  void a_greeting_that_never_comes_is_a_hang() {
    Limits limits =
        new Limits(
            Duration.ofSeconds(2),
            SHORT.firstReply(),
            1,
            SHORT.reply(),
            SHORT.exit(),
            Duration.ofMillis(1));
    assertThat(Qemu.start(host, ScriptedPeer.raw(folder, limits, "connect", "wait")))
        .isEqualTo(new Start.Failed(new Fault.Hang("the greeting", limits.start(), ""), 0));
  }

  @Test
  void a_socket_that_never_opens_is_a_hang() {
    Limits limits =
        new Limits(
            Duration.ofMillis(500),
            SHORT.firstReply(),
            1,
            SHORT.reply(),
            SHORT.exit(),
            Duration.ofMillis(1));
    assertThat(Qemu.start(host, ScriptedPeer.raw(folder, limits, "wait")))
        .isEqualTo(new Start.Failed(new Fault.Hang("its monitor to open", limits.start(), ""), 0));
  }

  @Test
  void a_process_that_ends_before_it_connects_is_noticed_at_once() {
    assertThat(Qemu.start(host, ScriptedPeer.raw(folder, SHORT, "print why", "exit 3")))
        .isEqualTo(
            new Start.Failed(new Fault.Death(new Exit(3), "why\n", Optional.empty(), ""), 0));
  }

  @Test
  void nothing_of_a_failed_start_is_left_in_the_folder_of_the_host() throws Exception {
    Qemu.start(host, ScriptedPeer.raw(folder, SHORT, "exit 3"));
    try (var left = Files.list(folder.getParent())) {
      assertThat(left).containsExactly(folder);
    }
  }
}
