package permafrost.properties.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.job.Job;
import permafrost.model.job.JobCommands;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;

/** What is known to be wrong where a job is to stand still for a moment. */
public enum KnownDrainBug implements Avoidance {
  /**
   * A node that a limited backup reads becomes writable for a stream, or read-only after it: the
   * backup misses that it is to stand still, and sleeps as long as its limit says.
   */
  LIMITED_BACKUP_SLEEPS("limited-backup-sleeps-while-drained") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      Graph graph = state.graph();
      return switch (prediction) {
        case Prediction.Unmodelled ignored -> false;
        case Prediction.Refused refused -> refused.byCommand() && reopensReadOnly(state, command);
        case Prediction.Success success ->
            reopensReadOnly(state, command)
                || JobCommands.include(command.name())
                    && readByLimitedBackup(state)
                        .anyMatch(node -> switches(graph, success.next().graph(), node));
      };
    }

    /** A stream makes its node writable, other commands what is below theirs. */
    private boolean reopensReadOnly(State state, Command command) {
      Graph graph = state.graph();
      Optional<Node> device = graph.find(command.arguments().path("device").asText());
      return AroundJobs.reopens(command)
          && device.isPresent()
          && readByLimitedBackup(state)
              .filter(node -> node.flags().readOnly())
              .anyMatch(node ->
                  command.name().equals("block-stream")
                      ? node.equals(device.get())
                      : graph.reaches(device.get().number(), node.number()));
    }

    private boolean switches(Graph before, Graph after, Node node) {
      return after
          .find(node.name())
          .filter(now -> now.flags().readOnly() != before.node(node.number()).flags().readOnly())
          .isPresent();
    }
  };

  private final List<String> divergences;

  KnownDrainBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }

  /** What stands below the filters of backups that have a speed limit and run. */
  private static Stream<Node> readByLimitedBackup(State state) {
    Graph graph = state.graph();
    List<Integer> filters =
        Arrays.stream(graph.users())
            .filter(user ->
                graph.vertex(user) instanceof User.JobParent job
                    && state.jobs().find(job.id()).filter(KnownDrainBug::isLimited).isPresent())
            .flatMap(user -> Arrays.stream(graph.children(user)))
            .map(edge -> graph.edge(edge).child())
            .filter(node -> graph.node(node).driver() == Driver.COPY_BEFORE_WRITE)
            .boxed()
            .toList();
    return Arrays.stream(graph.order())
        .filter(node -> filters.stream().anyMatch(filter -> graph.reaches(filter, node)))
        .mapToObj(graph::node);
  }

  private static boolean isLimited(Job<?> job) {
    return job.type() == JobType.BACKUP && job.status() == JobStatus.RUNNING && job.speed() > 0;
  }
}
