package permafrost.properties.campaign;

import java.util.Optional;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Result;
import permafrost.properties.lockstep.Stage;
import permafrost.properties.lockstep.Staged;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;

/**
 * Runs a case a second time, on a fresh QEMU whose monitor is reached in the slow way. A verdict
 * that is another one then is a fault of Permafrost's own: something that the model leaves open was
 * taken for settled.
 */
final class Twice {

  private final Stage stage;
  private final Lockstep lockstep;

  Twice(Stage stage, Lockstep lockstep) {
    this.stage = stage;
    this.lockstep = lockstep;
  }

  /** Runs it; the divergence is that of the second verdict from the first. */
  Optional<Divergence> changed(Plan plan, Result first) {
    try (Staged staged = stage.overStream().set(plan)) {
      Result second = lockstep.commands(staged, () -> false);
      return changed(plan, first, second);
    }
  }

  static Optional<Divergence> changed(Plan plan, Result first, Result second) {
    if (verdict(first).equals(verdict(second))) {
      return Optional.empty();
    }
    Optional<Divergence> seen = first.divergence().or(second::divergence);
    return Optional.of(
        new Divergence(
            Kind.VERDICT,
            "another verdict the second time: "
                + seen.map(Divergence::signature).orElse("other steps"),
            seen.map(Divergence::line).orElse(plan.launchLine()),
            seen.flatMap(Divergence::command),
            "",
            verdict(first),
            verdict(second),
            seen.map(Divergence::detail).orElse("")));
  }

  private static String verdict(Result result) {
    String steps = result.steps() + " steps, " + result.refusals().size() + " refusals, ";
    return steps + result.divergence().map(Divergence::signature).orElse("all agreed");
  }
}
