package permafrost.properties.bench;

import java.util.ArrayList;
import java.util.List;

/** Two ways of doing the same, timed by turns, so that what disturbs one disturbs the other. */
final class Pair {

  private final List<Double> first = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();

  /**
   * Adds one turn.
   *
   * @param ours what the one took, in seconds
   * @param theirs what the other took right after it
   */
  void add(double ours, double theirs) {
    first.add(ours);
    second.add(theirs);
  }

  double firstMedian() {
    return median(first);
  }

  double secondMedian() {
    return median(second);
  }

  /** The median of what the second took over what the first took, turn by turn: how much faster. */
  double speedup() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(second.get(i) / first.get(i));
    }
    return median(ratios);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
