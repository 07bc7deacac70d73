package permafrost.properties.generate;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random choices. The same generator in the same state gives the same choices. */
final class Dice {

  private final RandomGenerator random;

  Dice(RandomGenerator random) {
    this.random = random;
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Whether something happens that does so in {@code percent} of 100 cases. */
  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of these, all as likely. */
  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of these, all as likely, or empty where there is none. */
  <T> Optional<T> oneOf(List<T> choices) {
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.get(random.nextInt(choices.size())));
  }

  /**
   * One of these, as likely as its weight says.
   *
   * @param choices not empty, with at least one weight above 0
   */
  <T extends Weighted> T weighted(List<? extends T> choices) {
    int total = 0;
    for (T choice : choices) {
      total += choice.weight();
    }
    int left = random.nextInt(total);
    for (T choice : choices) {
      left -= choice.weight();
      if (left < 0) {
        return choice;
      }
    }
    throw new IllegalArgumentException("no weights: " + choices);
  }
}
