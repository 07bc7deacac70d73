package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.model.Command;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.properties.oracle.LastWords;
import permafrost.qmp.Fault;

/** What a QEMU that fails to answer is called. */
final class Faults {

  /** Where an error is set over another: all of QEMU calls it, so the command tells more. */
  private static final String ANY_ERROR = "error_setv:";

  private Faults() {}

  /**
   * The divergence of a QEMU that failed.
   *
   * @param line the scenario's line at which it did
   * @param step the command of that line; empty for the launch
   * @param expectedName that as a signature names it; empty where it does not matter
   * @param expected what it should have done instead
   */
  static Divergence divergence(
      int line, Optional<Command> step, String expectedName, String expected, Fault fault) {
    String at = step.map(Command::name).orElse("launch");
    return switch (fault) {
      case Fault.Death death -> {
        String why =
            words(death)
                .map(words -> words.startsWith(ANY_ERROR) ? words + " at " + at : words)
                .orElse("at " + at + expectation(expectedName));
        yield new Divergence(
            Kind.DEATH,
            "death " + death.exit() + " " + why,
            line,
            step,
            death.halfLine().isEmpty() ? "" : "in the middle of a reply",
            expected,
            "died: " + death.exit() + death.finding().map(text -> ", " + text).orElse(""),
            death.stderr());
      }
      case Fault.Hang hang ->
          new Divergence(
              Kind.HANG,
              "hang at " + at + expectation(expectedName),
              line,
              step,
              "",
              expected,
              "nothing for " + seconds(hang) + " while waiting for " + hang.awaited(),
              hang.backtrace());
      case Fault.Garbage garbage ->
          new Divergence(
              Kind.GARBAGE,
              "garbage at " + at,
              line,
              step,
              garbage.what(),
              expected,
              garbage.text(),
              "");
      case Fault.Unasked unasked ->
          new Divergence(
              Kind.UNASKED,
              "unasked reply after " + at,
              line,
              step,
              "",
              "nothing: every command had been answered",
              Comparison.text(unasked.reply()),
              "");
    };
  }

  private static String expectation(String expectedName) {
    return expectedName.isEmpty() ? "" : ", expected " + expectedName;
  }

  private static Optional<String> words(Fault.Death death) {
    return death.finding().flatMap(LastWords::of).or(() -> LastWords.of(death.stderr()));
  }

  private static String seconds(Fault.Hang hang) {
    return hang.limit().toMillis() / 1000.0 + " s";
  }
}
