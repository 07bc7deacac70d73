package permafrost.properties.oracle;

import java.util.Optional;
import permafrost.model.Command;

/**
 * An observation that is not the predicted one.
 *
 * @param kind in what way
 * @param signature what stays the same when the scenario is shrunk, and names duplicates; one line
 * @param line the scenario's line after which it was seen, as numbered in its file (the header is
 *     line 1)
 * @param command the command of that line; empty where the line is no command
 * @param where the place in the answer or what was awaited, for people; may be empty
 * @param expected what the model says
 * @param actual what QEMU says
 * @param detail what else QEMU left: standard error, a backtrace; may be empty
 */
public record Divergence(
    Kind kind,
    String signature,
    int line,
    Optional<Command> command,
    String where,
    String expected,
    String actual,
    String detail) {

  /** Whether it is the same, or another death of the same command, after its reply or before it. */
  public boolean isLike(Divergence other) {
    return signature.equals(other.signature)
        || kind == Kind.DEATH
            && other.kind == Kind.DEATH
            && (isBeforeReplyOf(other) || other.isBeforeReplyOf(this));
  }

  private boolean isBeforeReplyOf(Divergence other) {
    return signature.startsWith(other.signature + ", expected ");
  }

  /** The same, by another signature. */
  public Divergence signed(String other) {
    return new Divergence(kind, other, line, command, where, expected, actual, detail);
  }

  /** The same, under another heading. */
  public Divergence ofKind(Kind other) {
    return new Divergence(other, signature, line, command, where, expected, actual, detail);
  }

  /** The same, seen at another line: where a scenario is written out with other lines. */
  public Divergence atLine(int other) {
    return new Divergence(kind, signature, other, command, where, expected, actual, detail);
  }
}
