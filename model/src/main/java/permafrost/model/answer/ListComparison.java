package permafrost.model.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Tells how two lists of things differ: one lacks, one is too many, the order. */
final class ListComparison {

  private ListComparison() {}

  /**
   * The first difference, or empty where the lists are equal.
   *
   * @param kind what the things are, such as {@code edge}
   * @param expected gives the spoken form of each thing by its place
   * @param actual the same for what was seen
   */
  static Optional<Difference> between(
      String kind,
      int expectedCount,
      IntFunction<String> expected,
      int actualCount,
      IntFunction<String> actual) {
    int same = 0;
    while (same < Math.min(expectedCount, actualCount)
        && expected.apply(same).equals(actual.apply(same))) {
      same++;
    }
    if (same == expectedCount && same == actualCount) {
      return Optional.empty();
    }
    List<String> seen = all(actualCount, actual);
    for (int i = 0; i < expectedCount; i++) {
      if (!seen.remove(expected.apply(i))) {
        return Optional.of(
            new Difference(kind + " missing", expected.apply(i), "there", "not there"));
      }
    }
    List<String> known = all(expectedCount, expected);
    for (int i = 0; i < actualCount; i++) {
      if (!known.remove(actual.apply(i))) {
        return Optional.of(new Difference(kind + " extra", actual.apply(i), "not there", "there"));
      }
    }
    return Optional.of(
        new Difference(
            kind + " order",
            "place " + (same + 1) + " of the list",
            expected.apply(same),
            actual.apply(same)));
  }

  private static List<String> all(int count, IntFunction<String> each) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(each.apply(i));
    }
    return all;
  }
}
