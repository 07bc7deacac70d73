package permafrost.model.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.graph.Vertex;

/**
 * All jobs, the newest first. Immutable. Source: {@code jobs} in job.c.
 *
 * @param transactions how many transactions of jobs there have been
 */
public record Jobs<C>(List<Job<C>> newestFirst, int transactions) {

  /** More often than any job has parts to copy. */
  public static final int WITHOUT_END = 1 << 20;

  /** Copies the list. */
  public Jobs {
    newestFirst = List.copyOf(newestFirst);
  }

  /** No job. */
  public static <C> Jobs<C> none() {
    return new Jobs<>(List.of(), 0);
  }

  /**
   * After a command that may let each running one of these ids go on early.
   *
   * @param times how often at most
   */
  public Jobs<C> drained(Predicate<String> reached, int times) {
    return new Jobs<>(
        newestFirst.stream()
            .map(job ->
                job.status() == JobStatus.RUNNING && reached.test(job.id())
                    ? job.letGoOn(times)
                    : job)
            .toList(),
        transactions);
  }

  /** After a command by which what these ids are to do may be done. */
  public Jobs<C> doneByOthers(Predicate<String> done) {
    return new Jobs<>(
        newestFirst.stream()
            .map(job -> done.test(job.id()) ? job.letGoOn(WITHOUT_END) : job)
            .toList(),
        transactions);
  }

  /** Whether it is not known any more that all that run go on running. */
  public boolean mayEnd() {
    return newestFirst.stream()
        .filter(job -> job.status() == JobStatus.RUNNING)
        .anyMatch(job -> !job.work().run(job.speed(), job.turns()).equals(Course.HELD));
  }

  /**
   * The ids of those that another's drain keeps paused: their nodes stand above a node that it
   * drains at its end. Source: {@code bdrv_parent_drained_begin}.
   */
  public Set<String> pausedByOthers(GraphView graph) {
    Set<String> ids = new HashSet<>();
    for (Job<C> job : newestFirst) {
      if (drainsNow(job)) {
        addUsersAbove(graph, job.work().drainedNode(), ids);
      }
    }
    return ids;
  }

  /** Whether one that is not at its end stands still since another drains its nodes. */
  public boolean keepOthersFromGoingOn(GraphView graph) {
    Set<String> paused = pausedByOthers(graph);
    return newestFirst.stream()
        .anyMatch(job -> !job.status().isCompleted() && paused.contains(job.id()));
  }

  /** Whether one keeps its nodes drained, so that requests wait. */
  public boolean drainAtTheirEnd() {
    return newestFirst.stream().anyMatch(Jobs::drainsNow);
  }

  private static boolean drainsNow(Job<?> job) {
    boolean atItsEnd = job.status() == JobStatus.WAITING || job.status() == JobStatus.PENDING;
    return atItsEnd && job.work().drainsAtItsEnd();
  }

  private static void addUsersAbove(GraphView graph, int node, Set<String> ids) {
    for (int edge : graph.parents(node)) {
      Vertex parent = graph.vertex(graph.edge(edge).parent());
      if (parent instanceof User.JobParent job) {
        ids.add(job.id());
      } else if (parent instanceof Node above) {
        addUsersAbove(graph, above.number(), ids);
      }
    }
  }

  /** The dirty bitmaps that jobs keep, by the number of their node. */
  public Map<Integer, JsonNode> bitmaps() {
    Map<Integer, JsonNode> all = new HashMap<>();
    newestFirst.forEach(job -> all.putAll(job.work().bitmaps(job.status())));
    return all;
  }

  /** The job of this id. Source: {@code job_get_locked}. */
  public Optional<Job<C>> find(String id) {
    return newestFirst.stream().filter(job -> job.id().equals(id)).findFirst();
  }
}
