package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.model.Prediction;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.qmp.Fault;
import permafrost.qmp.Start;

/** Holds QEMU's start against its prediction. */
final class Launching {

  private Launching() {}

  static Optional<Divergence> divergence(Staged staged, Comparison comparison) {
    Plan plan = staged.plan();
    if (staged.start().isEmpty()) {
      return Optional.empty();
    }
    return switch (plan.launched()) {
      case Prediction.Success success ->
          switch (staged.start().get()) {
            case Start.Running running -> Optional.empty();
            case Start.Failed failed ->
                Optional.of(failed(staged, "success", failed.fault(), comparison));
          };
      case Prediction.Refused refused ->
          switch (staged.start().get()) {
            case Start.Running running ->
                Optional.of(
                    of(
                        plan,
                        refused.refusal().name(),
                        refused.description(),
                        "success",
                        "success",
                        ""));
            case Start.Failed failed -> refused(staged, refused, failed.fault(), comparison);
          };
      case Prediction.Unmodelled unmodelled -> Optional.empty();
    };
  }

  private static Optional<Divergence> refused(
      Staged staged, Prediction.Refused expected, Fault fault, Comparison comparison) {
    if (fault instanceof Fault.Death death
        && death.exit().status() == 1
        && reason(staged, death).endsWith(expected.description())) {
      return Optional.empty();
    }
    return Optional.of(failed(staged, expected.description(), fault, comparison));
  }

  private static Divergence failed(
      Staged staged, String expected, Fault fault, Comparison comparison) {
    Plan plan = staged.plan();
    if (fault instanceof Fault.Death death && death.exit().status() == 1) {
      String reason = reason(staged, death);
      String name = expected.equals("success") ? expected : comparison.nameOf(expected);
      return of(plan, name, expected, comparison.nameOf(reason), reason, death.stderr());
    }
    return Faults.divergence(plan.launchLine(), Optional.empty(), "", expected, fault);
  }

  private static Divergence of(
      Plan plan,
      String expectedName,
      String expected,
      String actualName,
      String actual,
      String detail) {
    return new Divergence(
        Kind.LAUNCH,
        "launch: expected " + expectedName + ", got " + actualName,
        plan.launchLine(),
        Optional.empty(),
        "",
        expected,
        actual,
        detail);
  }

  /** The last line of standard error, without the program and the option it is about. */
  private static String reason(Staged staged, Fault.Death death) {
    String last = death.stderr().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    String text = staged.names().toModel(last);
    int option = text.indexOf(": -");
    int end = option < 0 ? -1 : text.indexOf(": ", option + 2);
    return end < 0 ? text : text.substring(end + 2);
  }
}
