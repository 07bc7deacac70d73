package permafrost.properties.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import permafrost.fixtures.Unusable;
import permafrost.model.Model;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.oracle.Divergence;
import permafrost.shrinking.Limits;
import permafrost.shrinking.ModelSense;
import permafrost.shrinking.Shrinker;
import permafrost.shrinking.Shrunk;

/** Shrinks a scenario that diverges: each candidate runs on a fresh QEMU. */
public final class Shrinking {

  private static final int MOST_RUNS = 5000;

  private final ScenarioRunner trial;
  private final ScenarioRunner last;
  private final Duration budget;
  private final BooleanSupplier stop;

  /**
   * Shrinking within bounds.
   *
   * @param trial runs the candidates
   * @param last runs the result, to see the divergence as it shows itself there
   * @param budget how long one scenario may take
   * @param stop true from the moment on at which everything is to end
   */
  public Shrinking(
      ScenarioRunner trial, ScenarioRunner last, Duration budget, BooleanSupplier stop) {
    this.trial = trial;
    this.last = last;
    this.budget = budget;
    this.stop = stop;
  }

  /**
   * The smallest scenario, and the divergence as it shows itself there.
   *
   * @param shrunk how it went
   * @param divergence of the shrunk scenario, by the signature of the one given; that one where it
   *     did not show itself again
   */
  public record Outcome(Shrunk shrunk, Divergence divergence) {

    /** How it went, for people. */
    public String text() {
      if (!shrunk.reproduced()) {
        return "seen once; it did not show itself when run again";
      }
      String runs = "shrunk in " + shrunk.runs() + " runs";
      return shrunk.minimal() ? runs : runs + ", not to the end: out of time";
    }
  }

  /** Shrinks a scenario in which this divergence was seen. */
  public Outcome shrink(Model model, Scenario scenario, Divergence divergence) {
    long deadline = System.nanoTime() + budget.toNanos();
    Limits limits =
        new Limits(MOST_RUNS, () -> stop.getAsBoolean() || System.nanoTime() - deadline > 0);
    Shrinker shrinker =
        new Shrinker(
            candidate -> divergence(trial, candidate).filter(divergence::isLike).isPresent(),
            ModelSense.of(model, scenario),
            limits);
    Shrunk shrunk = shrinker.shrink(scenario);
    Optional<Divergence> again =
        shrunk.reproduced() && !stop.getAsBoolean()
            ? divergence(last, shrunk.scenario()).filter(divergence::isLike)
            : Optional.empty();
    return new Outcome(shrunk, again.map(d -> d.signed(divergence.signature())).orElse(divergence));
  }

  private static Optional<Divergence> divergence(ScenarioRunner runner, Scenario candidate) {
    try {
      return runner.run(candidate).result().divergence();
    } catch (Unusable cannotRun) {
      return Optional.empty();
    }
  }
}
