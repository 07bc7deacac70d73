package permafrost.shrinking;

import java.util.List;
import permafrost.model.scenario.Scenario;

/**
 * Makes the smallest scenario that still shows a divergence. Deterministic: the same scenario and
 * the same answers give the same result.
 *
 * <p>It goes around its passes until none of them finds anything smaller: cut after the divergence,
 * drop what is refused, keep what the last command needs, drop commands, drop a node with all that
 * names it, put nodes on the command line, let them begin as they are reopened later, simplify each
 * command, simplify the images, write names and order in the one canonical way. Every candidate is
 * smaller than what it is made from (fewest QMP commands first, see {@link Measure}), passes the
 * {@link Sense} and is run once by the {@link Verdict}.
 */
public final class Shrinker {

  private static final List<Pass> PASSES =
      List.of(
          Dropping.REFUSED,
          Dropping.RECORDED,
          Cut.AFTER_DIVERGENCE,
          Dropping.UNRELATED,
          Canonical.NAMES,
          Dropping.COMMANDS,
          Dropping.SLICES,
          Dropping.ARGUMENTS,
          Merging.TO_LAUNCH,
          History.NOT_DELETED,
          History.BEGUN_AS_REOPENED,
          Sharing.NAME_THE_ANONYMOUS,
          Merging.BYPASS,
          Merging.INLINE,
          Sharing.COLLAPSE,
          Dropping.HOST_LINES,
          Merging.HOST_FIRST,
          Simplifying.BODIES,
          Sharing.REFER,
          Splitting.DISSOLVE,
          Splitting.EXTRACT,
          Splitting.TAKE_OUT,
          Simplifying.HOST_LINES,
          Canonical.NAMES,
          Canonical.ORDER,
          Sharing.SWAP);

  private final Verdict verdict;
  private final Sense sense;
  private final Limits limits;

  /**
   * A shrinker for one divergence.
   *
   * @param verdict whether a candidate shows the divergence
   * @param sense which candidates are not worth a run
   * @param limits when to stop
   */
  public Shrinker(Verdict verdict, Sense sense, Limits limits) {
    this.verdict = verdict;
    this.sense = sense;
    this.limits = limits;
  }

  /** The smallest scenario that can be reached from this one within the limits. */
  public Shrunk shrink(Scenario scenario) {
    Trial trial = new Trial(verdict, sense, limits, Pieces.of(scenario));
    if (!trial.confirms()) {
      return new Shrunk(scenario, false, trial.runs(), 0, false);
    }
    boolean smaller = true;
    while (smaller && !trial.exhausted()) {
      Pieces before = trial.current();
      PASSES.forEach(pass -> pass.apply(trial));
      smaller = trial.current() != before;
    }
    boolean minimal = !smaller && !trial.exhausted();
    return new Shrunk(trial.current().toScenario(), true, trial.runs(), trial.thrownOut(), minimal);
  }
}
