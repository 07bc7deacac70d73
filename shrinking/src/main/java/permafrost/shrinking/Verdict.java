package permafrost.shrinking;

import permafrost.model.scenario.Scenario;

/** Whether a scenario still shows what is being shrunk. Each question costs a fresh QEMU. */
@FunctionalInterface
public interface Verdict {

  /**
   * Runs the candidate on a fresh QEMU and the model side by side.
   *
   * @return true where it diverges with the signature that is being shrunk, false where it agrees,
   *     diverges otherwise, or cannot be run
   */
  boolean sameDivergence(Scenario candidate);
}
