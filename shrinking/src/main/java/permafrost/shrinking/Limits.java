package permafrost.shrinking;

import java.util.function.BooleanSupplier;

/**
 * How far shrinking may go. It is asked before each run; what has been found until then is kept.
 *
 * @param runs how often the {@link Verdict} may be asked, the first confirmation included
 * @param outOfTime true from the moment on at which shrinking has to come to its end
 */
public record Limits(int runs, BooleanSupplier outOfTime) {

  /** At most this many runs, as long as they take. */
  public static Limits runs(int runs) {
    return new Limits(runs, () -> false);
  }
}
