package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.hasOption;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.blockjob.MirrorRefusal;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.job.JobCommands;
import permafrost.model.job.JobRefusal;
import permafrost.model.permission.PermissionRefusal;
import permafrost.model.snapshot.SnapshotRefusal;

/** What is known to be wrong where a job is refused, or its nodes are reopened for it. */
public enum KnownJobRefusalBug implements Avoidance {
  /**
   * A job that is refused after it has put its filter above a node leaves that node's edges in
   * another order.
   */
  JOB_REFUSED_AFTER_FILTER("refused-job-reorders-edges") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return Set.of("block-stream", "block-commit").contains(command.name())
          && prediction instanceof Prediction.Refused refused
          && (refused.refusal() instanceof JobRefusal
              || refused.refusal() instanceof PermissionRefusal
              || !refused.events().isEmpty())
          && Arrays.stream(state.graph().order())
              .anyMatch(node ->
                  state.graph().children(node).length > 1
                      || state.graph().node(node).options().hasPrefix("inject-error."));
    }
  },

  /** The start of a job that is refused late leaves the edges of its nodes in another order. */
  JOB_REFUSED_LATE("refused-job-reorders-edges") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return new LateRefusal(state, command, prediction).reorders();
    }
  },

  /** So does the change of a header that the driver refuses once the node is writable. */
  HEADER_REFUSED_LATE("refused-job-reorders-edges") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal() == SnapshotRefusal.BACKING_FILE_UNCHANGEABLE
          && state
              .graph()
              .find(command.arguments().path("image-node-name").asText())
              .filter(image -> image.flags().readOnly())
              .filter(image ->
                  hasBelow(state.graph(), image, node -> node.options().hasPrefix("inject-error.")))
              .isPresent();
    }
  },

  /** A refused stream leaves its block backend. */
  STREAM_REFUSED_LATE("refused-stream-leaves-backend") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block-stream")
          && prediction instanceof Prediction.Refused refused
          && refused.events().size() > 1
          && refused.refusal() instanceof PermissionRefusal;
    }
  },

  /**
   * An active commit that is refused after it has made its base writable makes the nodes below the
   * base read-only, too.
   */
  REFUSED_COMMIT_REOPENS_BELOW("refused-commit-leaves-file-read-only") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block-commit")
          && prediction instanceof Prediction.Refused refused
          && (refused.refusal() == MirrorRefusal.MIRROR_INTO_ITSELF
              || refused.refusal() instanceof JobRefusal
              || !refused.events().isEmpty())
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .anyMatch(node ->
                  node.flags().writable()
                      && node.inheritsFrom() != Node.NOBODY
                      && state.graph().node(node.inheritsFrom()).flags().readOnly());
    }
  },

  /** A refused command makes a node's children read-only that were not. */
  REFUSED_JOB_REOPENS_CHILD("refused-stream-reopens-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return List.of("block-stream", "block-commit", "change-backing-file").contains(command.name())
          && prediction instanceof Prediction.Refused
          && AroundJobs.hasWritableBelowReadOnly(state.graph());
    }
  },

  /** A refused job leaves read-only as a node's own option, which had been its parent's. */
  REFUSED_JOB_SETS_READ_ONLY("refused-stream-reopens-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      Graph graph = state.graph();
      return AroundJobs.reopens(command)
          && prediction instanceof Prediction.Refused refused
          && refused.byCommand()
          && graph
              .find(command.arguments().path("device").asText())
              .filter(device ->
                  Chain.between(graph, device.number(), Node.NOBODY).stream()
                      .map(graph::node)
                      .anyMatch(node -> AroundJobs.isReadOnlyLikeParent(graph, node)))
              .isPresent();
    }
  },

  /** A job makes a node writable, or read-only again, that was opened with these options. */
  JOB_REOPENS_UNCHANGEABLE(
      "reopen-with-force-share", "reopen-with-aio-max-batch", "reopen-with-active") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return (AroundJobs.reopens(command)
              || JobCommands.include(command.name())
                  && prediction.events().stream().anyMatch(AroundJobs::endsWork))
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .anyMatch(node ->
                  Stream.of("force-share", "aio-max-batch", "active")
                      .anyMatch(key -> hasOption(node, key)));
    }
  };

  private final List<String> divergences;

  KnownJobRefusalBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
