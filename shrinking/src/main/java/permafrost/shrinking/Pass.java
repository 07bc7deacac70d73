package permafrost.shrinking;

import java.util.List;
import java.util.function.Function;

/** One way to make a scenario smaller. */
@FunctionalInterface
interface Pass {

  /** Tries its candidates, each made from what is the current scenario by then. */
  void apply(Trial trial);

  /**
   * A pass that tries each candidate of a list. After one is accepted the list is made anew, and
   * the pass goes on at the same place in it.
   */
  static Pass each(Function<Pieces, List<Pieces>> candidates) {
    return trial -> {
      List<Pieces> list = candidates.apply(trial.current());
      int at = 0;
      while (at < list.size() && !trial.exhausted()) {
        if (trial.accepts(list.get(at))) {
          list = candidates.apply(trial.current());
        } else {
          at++;
        }
      }
    };
  }
}
