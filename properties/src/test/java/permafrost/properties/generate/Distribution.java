package permafrost.properties.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import permafrost.model.Prediction;

/** What many cases hold, counted. */
final class Distribution {

  private final Map<String, Integer> ideas = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Integer> dropped = new TreeMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int steps;
  private int successes;

  /** Counts one more case. */
  void add(GeneratedCase made) {
    List<Prediction> predictions = made.predictions();
    for (int at = 0; at < predictions.size(); at++) {
      String idea = made.ideas().get(at);
      String outcome = outcome(predictions.get(at));
      steps++;
      ideas.merge(idea, 1, Integer::sum);
      outcomes.merge(idea + " -> " + outcome, 1, Integer::sum);
      if (outcome.equals("success")) {
        successes++;
      } else {
        refusals.merge(outcome, 1, Integer::sum);
      }
    }
    made.dropped().forEach(what -> dropped.merge(what, 1, Integer::sum));
  }

  private static String outcome(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> "success";
      case Prediction.Refused refused -> refused.refusal().name();
      case Prediction.Unmodelled unknown -> "unmodelled " + unknown.what();
    };
  }

  int steps() {
    return steps;
  }

  double successShare() {
    return (double) successes / steps;
  }

  /** How often each idea was taken. */
  Map<String, Integer> ideas() {
    return ideas;
  }

  /** How often each refusal was predicted. */
  Map<String, Integer> refusals() {
    return refusals;
  }

  /** How often each suggestion was dropped as unmodelled, by idea and reason. */
  Map<String, Integer> dropped() {
    return dropped;
  }

  /** All counts, a line each. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("%d steps, %.1f %% success%n".formatted(steps, 100 * successShare()));
    append(table, refusals.size() + " refusals", refusals);
    append(table, "dropped", dropped);
    append(table, "ideas and outcomes", outcomes);
    return table.toString();
  }

  private static void append(StringBuilder table, String title, Map<String, Integer> counts) {
    table.append(title).append(System.lineSeparator());
    counts.forEach((what, count) -> table.append("%8d %s%n".formatted(count, what)));
  }
}
