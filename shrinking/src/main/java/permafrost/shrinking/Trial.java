package permafrost.shrinking;

import java.util.HashSet;
import java.util.Set;

/** The smallest scenario so far, and the way to a smaller one: candidates, one after another. */
final class Trial {

  private final Verdict verdict;
  private final Sense sense;
  private final Limits limits;
  private final Set<String> judged = new HashSet<>();
  private Pieces current;
  private Measure measure;
  private int runs;
  private int thrownOut;

  Trial(Verdict verdict, Sense sense, Limits limits, Pieces start) {
    this.verdict = verdict;
    this.sense = sense;
    this.limits = limits;
    this.current = start;
    this.measure = Measure.of(start);
  }

  Pieces current() {
    return current;
  }

  Sense sense() {
    return sense;
  }

  int runs() {
    return runs;
  }

  int thrownOut() {
    return thrownOut;
  }

  /** Whether the limits are met, so that every further candidate would be refused unseen. */
  boolean exhausted() {
    return runs >= limits.runs() || limits.outOfTime().getAsBoolean();
  }

  /** Runs the current scenario as it is. */
  boolean confirms() {
    runs++;
    return verdict.sameDivergence(current.toScenario());
  }

  /**
   * Makes the candidate the current scenario if it is smaller, was not judged before, makes sense
   * and shows the divergence.
   */
  boolean accepts(Pieces candidate) {
    if (exhausted()) {
      return false;
    }
    Measure size = Measure.of(candidate);
    if (!size.isLessThan(measure) || !judged.add(size.text())) {
      return false;
    }
    if (!sense.sensible(candidate.toScenario())) {
      thrownOut++;
      return false;
    }
    runs++;
    if (!verdict.sameDivergence(candidate.toScenario())) {
      return false;
    }
    current = candidate;
    measure = size;
    return true;
  }
}
