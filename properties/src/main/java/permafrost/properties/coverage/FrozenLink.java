package permafrost.properties.coverage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.Prediction;
import permafrost.model.Step;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.User;
import permafrost.model.job.JobType;
import permafrost.model.reopen.ReopenRefusal;

/** Finds who froze the link that a refused reopen would have changed. */
final class FrozenLink {

  /** A filter that a user has added, with a {@code bottom}. */
  static final String COPY_ON_READ = "copy-on-read";

  private static final Pattern TEXT =
      Pattern.compile("Cannot change frozen '(.*)' link from '(.*)' to '.*'");

  private FrozenLink() {}

  /** Who froze it and what the link is called; empty where that is not why it was refused. */
  static Optional<Pair> of(Step step) {
    if (!(step.prediction() instanceof Prediction.Refused refused)
        || refused.refusal() != ReopenRefusal.FROZEN_LINK_UNCHANGEABLE) {
      return Optional.empty();
    }
    Matcher text = TEXT.matcher(refused.description());
    Graph graph = step.before().graph();
    return text.matches()
        ? graph
            .find(text.group(2))
            .map(parent -> new Pair(freezer(graph, parent.number()), text.group(1)))
        : Optional.empty();
  }

  /**
   * A link is frozen by the one copy-on-read filter above it that goes down to below it, a stream's
   * own or a user's, or else by a commit.
   */
  private static String freezer(Graph graph, int parent) {
    for (int number : graph.order()) {
      if (graph.node(number).state() instanceof DriverState.CopyOnRead filter
          && filter.frozen()
          && Chain.between(graph, number, filter.bottom()).contains(parent)) {
        return isOfStream(graph, number) ? JobType.STREAM.qapiName() : COPY_ON_READ;
      }
    }
    return JobType.COMMIT.qapiName();
  }

  private static boolean isOfStream(Graph graph, int filter) {
    for (int edge : graph.parents(filter)) {
      if (graph.edge(edge).name().equals("main node")
          && graph.vertex(graph.edge(edge).parent()) instanceof User.JobParent job
          && job.type().equals(JobType.STREAM.qapiName())) {
        return true;
      }
    }
    return false;
  }
}
