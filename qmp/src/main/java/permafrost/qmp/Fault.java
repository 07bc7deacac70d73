package permafrost.qmp;

import java.time.Duration;
import java.util.Optional;

/** A way in which a QEMU fails to answer. After one, nothing more is to be had from it. */
public sealed interface Fault extends Outcome {

  /**
   * The process has ended.
   *
   * @param exit how
   * @param stderr the last of its standard error
   * @param finding the line of it that says why: an assertion, a sanitizer's error
   * @param halfLine what stood on the socket after the last whole line; mostly empty
   */
  record Death(Exit exit, String stderr, Optional<String> finding, String halfLine)
      implements Fault {}

  /**
   * The process lives and does not do what it should in time.
   *
   * @param awaited what was waited for: {@code "a reply"}, {@code "the greeting"}
   * @param limit how long
   * @param backtrace of all threads, by gdb; empty where gdb is not installed or not allowed
   */
  record Hang(String awaited, Duration limit, String backtrace) implements Fault {}

  /**
   * Something other than a QMP message stood on the socket.
   *
   * @param what is wrong with it: {@code "half a line"}, or why it is no QMP message
   * @param text the line, as it came, its first 4096 characters
   */
  record Garbage(String what, String text) implements Fault {}

  /**
   * A reply came though every command had been answered.
   *
   * @param reply the reply that nobody asked for
   */
  record Unasked(Reply reply) implements Fault {}
}
