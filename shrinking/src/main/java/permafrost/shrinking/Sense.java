package permafrost.shrinking;

import java.util.Set;
import permafrost.model.scenario.Scenario;

/** What can be told of a candidate without a QEMU: the sieve in front of the {@link Verdict}. */
@FunctionalInterface
public interface Sense {

  /** A sieve that lets everything through. */
  Sense ANYTHING = candidate -> true;

  /**
   * Whether the candidate is worth a run. Only what comes before its last command is to be judged:
   * of the last one it is known that the model and QEMU do not agree on it.
   */
  boolean sensible(Scenario candidate);

  /**
   * Which commands before the last one are refused, as indices into {@link Scenario#commands}. They
   * change nothing, so they are dropped first.
   */
  default Set<Integer> refused(Scenario scenario) {
    return Set.of();
  }
}
