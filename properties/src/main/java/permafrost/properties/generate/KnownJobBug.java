package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.copiesJobFilter;
import static permafrost.properties.generate.Touch.isMoved;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.data.InjectedErrors;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.job.Job;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;

/** What is known to be wrong in jobs: while they run, and when they end. */
public enum KnownJobBug implements Avoidance {
  /**
   * A concluded stream whose filter has lost its child: the next query of nodes ends the daemon.
   */
  CONCLUDED_STREAM_QUERIED("query-of-concluded-stream") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .mapToObj(success.next().graph()::node)
              .anyMatch(node ->
                  node.driver() == Driver.COPY_ON_READ
                      && success.next().graph().children(node.number()).length == 0);
    }
  },

  /** A concluded stream: what it has cut off keeps permissions for a reader that has gone. */
  CONCLUDED_STREAM_KEEPS_PERMISSIONS("concluded-stream-keeps-permissions") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && success.next().jobs().newestFirst().stream()
              .anyMatch(job ->
                  job.type() == JobType.STREAM
                      && job.status() == JobStatus.CONCLUDED
                      && state.jobs().find(job.id()).filter(job::equals).isEmpty());
    }
  },

  /**
   * An image that may grow stands on a copy-before-write filter, whose bitmaps do not: the daemon
   * aborts in {@code hbitmap_set}.
   */
  FILE_GROWS_BELOW_FILTER("copy-before-write-over-growing-file") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && (new GrowingFile(state.graph()).mayBeWrittenBy(command)
              || new GrowingFile(success.next().graph()).mayBeWrittenBy(command));
    }
  },

  /** The format of a backup's backing file is cut off after 15 letters. */
  BACKUP_CUTS_FORMAT("backup-of-filter-cuts-format") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("drive-backup")
          && state
              .graph()
              .find(command.arguments().path("device").asText())
              .filter(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
              .isPresent();
    }
  },

  /** A stream that fails at its end has written the image's header. */
  STREAM_FAILS_AT_END("failed-stream-writes-header") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction.events().stream()
          .anyMatch(event ->
              event.data().path("type").asText().equals("stream")
                  && event.data().path("error").asText().equals("Operation not permitted"));
    }
  },

  /** A stream through a compress filter: the daemon dereferences NULL in qcow2's write. */
  STREAM_THROUGH_COMPRESS("stream-through-compress") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block-stream")
          && prediction instanceof Prediction.Success
          && state
              .graph()
              .find(command.arguments().path("device").asText())
              .filter(node ->
                  Chain.between(state.graph(), node.number(), Node.NOBODY).stream()
                      .anyMatch(each -> state.graph().node(each).driver() == Driver.COMPRESS))
              .isPresent();
    }
  },

  /**
   * Copy-before-write above a job's filter, or above a node that a job replaces: its bitmap stays
   * where it was.
   */
  COPY_BITMAP_ON_JOB_FILTER("dropped-filter-with-copy-bitmap") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .mapToObj(success.next().graph()::node)
              .filter(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
              .anyMatch(node ->
                  copiesJobFilter(success.next().graph(), node)
                      || isMoved(state.graph(), success.next().graph(), node));
    }
  },

  /** A backup whose filter stands in a frozen chain: the daemon aborts when the job ends. */
  BACKUP_FILTER_FROZEN("backup-filter-in-frozen-chain") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .anyMatch(node -> isFrozenJobFilter(success.next().graph(), node));
    }

    private boolean isFrozenJobFilter(Graph graph, int node) {
      return graph.node(node).driver() == Driver.COPY_BEFORE_WRITE
          && AroundJobs.isFilterOfJob(graph, node)
          && Arrays.stream(graph.parents(node)).anyMatch(edge -> graph.edge(edge).frozen());
    }
  },

  /** The source of a backup goes before the job's filter. */
  BACKUP_SOURCE_GOES_FIRST("backup-source-goes-first", "dropped-filter-with-copy-bitmap") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && new BackupSource(state.graph(), success.next().graph()).goesFirst();
    }
  },

  /**
   * An active commit that replaces nothing in the end, since it is cancelled or fails, leaves its
   * base writable.
   */
  COMMIT_LEAVES_BASE_WRITABLE(
      "cancelled-commit-leaves-base-writable", "soft-cancelled-commit-leaves-base-writable") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && (makesReadOnly(state.graph(), success.next().graph())
                  && state.jobs().newestFirst().stream().anyMatch(KnownJobBug::isActiveCommit)
              || command.name().equals("block-commit")
                  && mayBeOfActiveLayer(state.graph(), command)
                  && prediction.events().stream().anyMatch(event -> event.data().has("error")));
    }
  },

  /** Only a job's filter keeps apart what is above it and what is beside it. */
  FILTER_HIDES_CONFLICT("job-filter-hides-conflict") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && (new HiddenConflict(success.next().graph()).isThere()
              || new HiddenConflict(state.graph()).showsIn(success.next().graph()));
    }
  },

  /**
   * Since 10.0.13: a stream's filter that goes keeps a permission that what was above it denies.
   */
  DROPPED_FILTER_CONFLICTS("dropped-filter-conflicts") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .filter(node -> isFilterOfStream(success.next().graph(), node))
              .anyMatch(node -> isDeniedUnchangedWrites(success.next().graph(), node));
    }

    private boolean isFilterOfStream(Graph graph, int node) {
      return graph.node(node).driver() == Driver.COPY_ON_READ
          && AroundJobs.isFilterOfJob(graph, node);
    }

    private boolean isDeniedUnchangedWrites(Graph graph, int node) {
      return Arrays.stream(graph.parents(node))
          .mapToObj(graph::edge)
          .anyMatch(edge ->
              graph.vertex(edge.parent()) instanceof Node
                  && (edge.shared() & Perm.WRITE_UNCHANGED) == Perm.NONE);
    }
  },

  /** A commit that can not write an overlay's header: the daemon uses a filter that has gone. */
  COMMIT_FAILS_AFTER_GRAPH("commit-fails-after-graph") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction.events().stream()
              .anyMatch(event -> event.data().path("status").asText().equals("aborting"))
          && prediction.events().stream()
              .filter(event -> event.data().path("type").asText().equals("commit"))
              .map(event -> event.data().path("error").asText())
              .anyMatch(error -> error.equals("Invalid argument") || failsWriting(state, error));
    }

    /** Whether it may be the header that was not written. */
    private boolean failsWriting(State state, String error) {
      return !error.isEmpty()
          && Arrays.stream(state.graph().order())
              .anyMatch(node -> new InjectedErrors(state.graph()).tablesMayFail(node));
    }
  },

  /**
   * The last parent of a commit's filter takes another child: the daemon aborts, at once or, where
   * an export still has the filter, when that goes, at quit at the latest.
   */
  COMMIT_FILTER_LOSES_PARENTS("commit-filter-loses-parents") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .filter(node -> node.driver() == Driver.COMMIT_TOP)
              .anyMatch(node ->
                  isInUse(state.graph(), node)
                      && success
                          .next()
                          .graph()
                          .find(node.name())
                          .filter(left -> hasParent(success.next().graph(), left.number()))
                          .isEmpty()
                      && prediction.events().stream().noneMatch(AroundJobs::endsWork));
    }

    /** The filter of another job, without a parent of its own, goes with that job. */
    private boolean hasParent(Graph graph, int filter) {
      return Arrays.stream(graph.parents(filter))
          .map(edge -> graph.edge(edge).parent())
          .filter(parent -> graph.vertex(parent) instanceof Node)
          .anyMatch(parent -> !AroundJobs.isFilterOfJob(graph, parent) || hasParent(graph, parent));
    }

    private boolean isInUse(Graph graph, Node filter) {
      return graph.child(filter.number(), "backing").filter(Edge::frozen).isPresent();
    }
  },

  /** A paused mirror that replaces a named node, told to complete twice: the daemon aborts. */
  MIRROR_COMPLETED_TWICE("mirror-completed-twice") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().endsWith("job-complete")
          && prediction instanceof Prediction.Success
          && state.graph().awaitingReplacement().length > 0;
    }
  };

  private final List<String> divergences;

  KnownJobBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }

  private static boolean mayBeOfActiveLayer(Graph graph, Command command) {
    Optional<Node> device = graph.find(command.arguments().path("device").asText());
    Optional<Node> top = graph.find(command.arguments().path("top-node").asText());
    return device.isEmpty()
        || top.isEmpty()
        || Chain.skipFilters(graph, device.get().number())
            == Chain.skipFilters(graph, top.get().number());
  }

  private static boolean isActiveCommit(Job<?> job) {
    return job.type() == JobType.COMMIT && job.work().canComplete();
  }

  private static boolean makesReadOnly(Graph before, Graph after) {
    return Arrays.stream(before.order())
        .mapToObj(before::node)
        .filter(node -> node.flags().writable())
        .anyMatch(
            node -> after.find(node.name()).filter(now -> now.flags().readOnly()).isPresent());
  }
}
