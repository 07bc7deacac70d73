package permafrost.shrinking;

import java.util.List;

/** Cuts what comes after the divergence. */
final class Cut {

  /**
   * The shortest prefix that shows it, by halving. Where dropping the last command alone hides the
   * divergence, that command is the diverging one and one run has been spent.
   */
  static final Pass AFTER_DIVERGENCE =
      trial -> {
        Pieces whole = trial.current();
        List<Integer> steps = whole.indices(Piece.Step.class);
        int shows = steps.size() - 1;
        if (steps.isEmpty() || !trial.accepts(prefix(whole, steps, shows))) {
          return;
        }
        int hides = -1;
        while (hides + 1 < shows && !trial.exhausted()) {
          int middle = (hides + shows) / 2;
          if (trial.accepts(prefix(whole, steps, middle))) {
            shows = middle;
          } else {
            hides = middle;
          }
        }
      };

  private Cut() {}

  private static Pieces prefix(Pieces whole, List<Integer> steps, int commands) {
    return whole.withList(whole.list().subList(0, steps.get(commands)));
  }
}
