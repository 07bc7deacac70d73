package permafrost.qmp;

import java.time.Duration;

/**
 * Every bound on waiting for a QEMU that rests. One that is at work may take six times as long, and
 * half as much processor time more.
 *
 * @param start from the process's start to its monitor's, and from there to its greeting
 * @param firstReply for the answer to the first command of a daemon, after which it counts as mute
 *     and is started again; doubles with each restart
 * @param restarts how often a mute daemon is started again before it counts as hung
 * @param reply for one reply, from when it is waited for
 * @param exit from {@code quit} being answered, or the socket's end, to the process's end
 * @param backtrace for the debugger that looks into a hung process
 * @param events for all events that one command leads to, from its reply on
 */
public record Limits(
    Duration start,
    Duration firstReply,
    int restarts,
    Duration reply,
    Duration exit,
    Duration backtrace,
    Duration events) {

  /** Generous on a loaded machine: a healthy QEMU answers in a millisecond. */
  public static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  /** These limits, and the usual one for events. */
  Limits(
      Duration start,
      Duration firstReply,
      int restarts,
      Duration reply,
      Duration exit,
      Duration backtrace) {
    this(start, firstReply, restarts, reply, exit, backtrace, USUAL.events);
  }

  /** These limits with another one for replies. */
  public Limits withReply(Duration other) {
    return new Limits(start, firstReply, restarts, other, exit, backtrace, events);
  }
}
