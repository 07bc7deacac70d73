package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.AT_REPLACEMENT;
import static permafrost.properties.generate.Touch.HALF_DONE;
import static permafrost.properties.generate.Touch.LARGEST_GRANULARITY;
import static permafrost.properties.generate.Touch.copiesJobFilter;
import static permafrost.properties.generate.Touch.hasBelow;
import static permafrost.properties.generate.Touch.hasOption;
import static permafrost.properties.generate.Touch.holds;
import static permafrost.properties.generate.Touch.holdsNegativeNullSize;
import static permafrost.properties.generate.Touch.isBlkverifyResized;
import static permafrost.properties.generate.Touch.isGone;
import static permafrost.properties.generate.Touch.isHalfDone;
import static permafrost.properties.generate.Touch.isRefusedAfterAppend;
import static permafrost.properties.generate.Touch.isResizedItself;
import static permafrost.properties.generate.Touch.meetsTwice;
import static permafrost.properties.generate.Touch.reopens;
import static permafrost.properties.generate.Touch.replaced;
import static permafrost.properties.generate.Touch.replacements;
import static permafrost.properties.generate.Touch.replacing;
import static permafrost.properties.generate.Touch.resizes;
import static permafrost.properties.generate.Touch.setActive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.State;
import permafrost.model.answer.NodeLimits;
import permafrost.model.blockjob.MirrorRefusal;
import permafrost.model.driver.BlkdebugRefusal;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.job.Job;
import permafrost.model.job.JobCommands;
import permafrost.model.job.JobRefusal;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;
import permafrost.model.permission.PermissionRefusal;
import permafrost.model.qapi.QapiRefusal;

/**
 * What is known to be wrong in released QEMUs: each by the names of the known divergences that it
 * leads to, which say on which versions.
 */
public enum KnownBug implements Avoidance {
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

  /** Copy-before-write above a job's filter: its bitmap stays with the filter when that goes. */
  COPY_BITMAP_ON_JOB_FILTER("dropped-filter-with-copy-bitmap") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .mapToObj(success.next().graph()::node)
              .filter(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
              .anyMatch(node -> copiesJobFilter(success.next().graph(), node));
    }
  },

  /** A refused server start has unlinked the file at its socket's path. */
  SERVER_REFUSED_LATE("refused-nbd-server-start-unlinks-file") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      JsonNode path = command.arguments().path("addr").path("data").path("path");
      return command.name().equals("nbd-server-start")
          && prediction instanceof Prediction.Refused
          && state.files().at(path.asText()).isPresent();
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

  /** A job makes a node writable, or read-only again, that was opened with these options. */
  JOB_REOPENS_UNCHANGEABLE(
      "reopen-with-force-share", "reopen-with-aio-max-batch", "reopen-with-active") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return REOPENING.stream().anyMatch(command.name()::startsWith)
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .anyMatch(node ->
                  Stream.of("force-share", "aio-max-batch", "active")
                      .anyMatch(key -> hasOption(node, key)));
    }
  },

  /** A refused stream leaves its block backend. */
  STREAM_REFUSED_LATE("refused-stream-leaves-backend") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block-stream")
          && prediction instanceof Prediction.Refused refused
          && refused.events().size() > 1
          && refused.refusal() == PermissionRefusal.PERMISSION_CONFLICT;
    }
  },

  /** The start of a job that is refused late leaves the edges of its nodes in another order. */
  JOB_REFUSED_LATE("refused-job-reorders-edges") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return new LateRefusal(state, command, prediction).reorders();
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
          && Arrays.stream(graph.parents(node))
              .anyMatch(edge -> graph.vertex(graph.edge(edge).parent()) instanceof User.JobParent)
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
                  && state.jobs().newestFirst().stream().anyMatch(KnownBug::isActiveCommit)
              || command.name().equals("block-commit")
                  && prediction.events().stream().anyMatch(event -> event.data().has("error")));
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

  /** A paused mirror that replaces a named node, told to complete twice: the daemon aborts. */
  MIRROR_COMPLETED_TWICE("mirror-completed-twice") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().endsWith("job-complete")
          && prediction instanceof Prediction.Success
          && state.graph().awaitingReplacement().length > 0;
    }
  },

  /** A refused job makes a node's children read-only that were not. */
  REFUSED_JOB_REOPENS_CHILD("refused-stream-reopens-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return (command.name().equals("block-stream") || command.name().equals("block-commit"))
          && prediction instanceof Prediction.Refused
          && AroundJobs.hasWritableBelowReadOnly(state.graph());
    }
  },

  /** The daemon aborts in {@code null_file_open}. */
  NULL_SIZE_NEGATIVE("null-size-negative") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return holdsNegativeNullSize(command.arguments());
    }
  },

  /** A file node with {@code aio-max-batch}, unchanged, is refused by a reopen. */
  REOPEN_WITH_AIO_MAX_BATCH("reopen-with-aio-max-batch") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) -> hasBelow(state.graph(), node, each -> hasOption(each, "aio-max-batch")));
    }
  },

  /** A node with {@code force-share}, unchanged, is refused by a reopen. */
  REOPEN_WITH_FORCE_SHARE("reopen-with-force-share") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) ->
              hasBelow(
                  state.graph(),
                  node,
                  each -> each.forceShare() || hasOption(each, "force-share")));
    }
  },

  /** Left out of a reopen, {@code discard} is not reset. */
  REOPEN_KEEPS_DISCARD("reopen-keeps-discard") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state, command, (entry, node) -> node.flags().unmap() && !entry.has("discard"));
    }
  },

  /** A reopen of no node at all: the daemon aborts in {@code bdrv_reopen_multiple}. */
  REOPEN_OF_NOTHING("reopen-of-no-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-reopen")
          && command.arguments().path("options").isArray()
          && command.arguments().get("options").isEmpty();
    }
  },

  /**
   * One node twice in a reopen, with another child the second time: the daemon aborts in {@code
   * bdrv_reopen_multiple}, since the child queued the first time is not drained any more.
   */
  REOPEN_TWICE_WITH_OTHER_CHILD("reopen-twice-with-other-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      if (!command.name().equals("blockdev-reopen")) {
        return false;
      }
      Map<String, JsonNode> earlier = new HashMap<>();
      for (JsonNode entry : command.arguments().path("options")) {
        JsonNode first = earlier.putIfAbsent(entry.path("node-name").asText(), entry);
        if (first != null
            && !(first.path("file").equals(entry.path("file"))
                && first.path("backing").equals(entry.path("backing")))) {
          return true;
        }
      }
      return false;
    }
  },

  /** One node twice in a reopen: it stays drained, and jobs on it paused. */
  REOPEN_TWICE("reopen-twice-leaves-drained") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      Set<String> named = new HashSet<>();
      return command.name().equals("blockdev-reopen")
          && command
              .arguments()
              .path("options")
              .valueStream()
              .anyMatch(entry -> !named.add(entry.path("node-name").asText()));
    }
  },

  /**
   * A copy-on-read filter whose {@code bottom} is not below it: the daemon goes round in circles in
   * {@code bdrv_is_backing_chain_frozen}.
   */
  BOTTOM_ELSEWHERE("copy-on-read-bottom-elsewhere") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal().name().equals("BOTTOM_NOT_IN_CHAIN");
    }
  },

  /**
   * A child is replaced below which some node is reached in two ways: the daemon aborts in {@code
   * bdrv_parent_drained_end_single_no_poll}.
   */
  REOPEN_OFF_DIAMOND("reopen-off-diamond") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
              state,
              command,
              (entry, node) ->
                  IntStream.concat(
                          replaced(state.graph(), entry, node), replacing(state.graph(), entry))
                      .anyMatch(child -> meetsTwice(state.graph(), child, new HashSet<>())))
          || prediction instanceof Prediction.Success success
              && prediction.events().stream().anyMatch(AroundJobs::endsWork)
              && (AroundJobs.overDiamond(state, command) || AroundJobs.overDiamond(success.next(), command));
    }
  },

  /**
   * A file node that is refused for its {@code pr-manager} closes descriptor 0, which may be
   * another node's file by then.
   */
  MANAGER_UNKNOWN("refused-add-closes-descriptor-0") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal().name().startsWith("PR_MANAGER_");
    }
  },

  /**
   * A child is given inline over the very node that is being opened, which has its name already but
   * no child yet: the child's driver asks it for its length, and it looks at a child that is not
   * there.
   */
  OPENED_OVER_ITSELF("opened-over-itself") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-add")
          && prediction instanceof Prediction.Refused refused
          && refused.refusal().name().equals("CYCLE")
          && !refused.description().contains(" a backing child of ");
    }
  },

  /** A filter, or a quorum, shows the size of the child it had when it was opened. */
  FILTER_KEEPS_SIZE("filter-keeps-size") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(
          state,
          prediction,
          node ->
              switch (node.driver()) {
                case THROTTLE, COPY_BEFORE_WRITE, SNAPSHOT_ACCESS, BLKDEBUG, BLKVERIFY, QUORUM ->
                    !isResizedItself(state.graph(), command, node);
                case PREALLOCATE ->
                    node.state() instanceof DriverState.Preallocate filter && filter.watching();
                case FILE,
                    HOST_DEVICE,
                    HOST_CDROM,
                    NULL_CO,
                    NULL_AIO,
                    RAW,
                    QCOW2,
                    COPY_ON_READ,
                    COMPRESS,
                    COMMIT_TOP,
                    MIRROR_TOP ->
                    false;
              });
    }
  },

  /**
   * A blkverify filter grows whose {@code test} child stays smaller: the daemon aborts in {@code
   * bdrv_co_write_req_finish}.
   */
  RESIZE_OF_BLKVERIFY("resize-of-blkverify") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success && isBlkverifyResized(state.graph(), command);
    }
  },

  /** Not on 7.2: an overlay over a compress filter, in {@code bdrv_append}, never ends. */
  SNAPSHOT_OF_COMPRESS("snapshot-of-compress-hangs") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-snapshot")
          && prediction instanceof Prediction.Success
          && state
              .graph()
              .find(command.arguments().path("node").asText())
              .filter(node -> node.driver() == Driver.COMPRESS)
              .isPresent();
    }
  },

  /** A raw node with a size, once it was cut short by a smaller child, stays so. */
  RAW_KEEPS_SMALLER_SIZE("raw-keeps-smaller-size") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(
          state,
          prediction,
          node -> node.state() instanceof DriverState.Raw raw && raw.sizeGiven());
    }
  },

  /** A node above one that is reopened does not notice that its size has changed. */
  SIZE_CHANGED_BELOW("size-changed-below-unnoticed") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return resizes(
          state, prediction, node -> !reopens(state, command, (entry, top) -> top.equals(node)));
    }
  },

  /** Nor that the limits of what is below it have. */
  LIMITS_CHANGED_BELOW("limits-changed-below-unnoticed") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && (command.name().equals("blockdev-reopen") || JobCommands.include(command.name()))
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .filter(node -> !reopens(state, command, (entry, top) -> top.equals(node)))
              .anyMatch(node -> changesLimits(state.graph(), node, success.next().graph()));
    }

    private boolean changesLimits(Graph graph, Node node, Graph later) {
      return later
          .find(node.name())
          .filter(still ->
              !NodeLimits.of(graph, node.number()).equals(NodeLimits.of(later, still.number())))
          .isPresent();
    }
  },

  /**
   * A reopen that is refused after it had replaced a child: edges are put back in another order,
   * and a qcow2 node keeps a pointer to what was its data file.
   */
  REFUSED_AFTER_REPLACEMENT("refused-reopen-reorders-edges", "refused-reopen-leaves-data-file") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && !(refused.refusal() instanceof QapiRefusal)
          && (isRefusedAfterAppend(state, command, refused)
              || replacements(state, command)
                  > (AT_REPLACEMENT.contains(refused.refusal().name()) ? 1 : 0));
    }
  },

  /** A reopen forgets that it was told whether a node is active, and misses the option. */
  REOPEN_WITH_ACTIVE("reopen-with-active") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) -> hasBelow(state.graph(), node, each -> hasOption(each, "active")));
    }
  },

  /** A reopen makes an active node inactive, whoever uses it. */
  REOPEN_INACTIVATES("reopen-inactivates") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-reopen")
          && holds(command.arguments(), "active", JsonNode::isBoolean);
    }
  },

  /** A reopen of an inactive node makes an inline child that is active inactive. */
  REOPEN_INACTIVATES_CHILD("reopen-inactivates-shared-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return reopens(
          state,
          command,
          (entry, node) ->
              node.flags().inactive()
                  && hasBelow(
                      state.graph(),
                      node,
                      each -> !each.flags().inactive() && each.inheritsFrom() != Node.NOBODY));
    }
  },

  /** A child that is given inline to an inactive node is inactive, too, even if told otherwise. */
  ACTIVE_CHILD_IGNORED("active-child-of-inactive-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-add")
          && holds(command.arguments(), "active", value -> !value.booleanValue())
          && holds(command.arguments(), "active", JsonNode::booleanValue);
    }
  },

  /** A node that is reached in two ways is made inactive twice: the daemon aborts. */
  INACTIVATED_TWICE("inactivate-child-of-two-parents") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-set-active")
          && prediction instanceof Prediction.Success
          && !command.arguments().path("active").booleanValue()
          && setActive(state, command)
              .anyMatch(node -> meetsTwice(state.graph(), node.number(), new HashSet<>()));
    }
  },

  /** Where an activation is refused half-way, what came before stays done. */
  SET_ACTIVE_HALF_DONE("refused-set-active-half-done") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-set-active")
          && prediction instanceof Prediction.Refused refused
          && HALF_DONE.contains(refused.refusal().name())
          && (!command.arguments().has("node-name")
              || setActive(state, command).anyMatch(node -> isHalfDone(state, command, node)));
    }
  },

  /**
   * Something is wrong with a node beside the last group of its blkdebug configuration: the daemon
   * aborts in {@code error_setv}.
   */
  CONFIG_LATE_FAULT("blkdebug-config-late-fault") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && !(refused.refusal() instanceof QapiRefusal)
          && !(refused.refusal() instanceof BlkdebugRefusal)
          && command
              .arguments()
              .findValuesAsText("config")
              .contains(ConfigFile.UNKNOWN_OPTION.path());
    }
  },

  /** The daemon aborts in {@code bdrv_create_dirty_bitmap}. */
  MIN_CLUSTER_SIZE_TOO_BIG("cbw-min-cluster-size-too-big") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .mapToObj(number -> success.next().graph().node(number).state())
              .anyMatch(each ->
                  each instanceof DriverState.CopyBeforeWrite filter
                      && filter.clusterSize() > LARGEST_GRANULARITY);
    }
  },

  /** A node is reopened in the command that takes its last parent away: use after free. */
  REOPEN_FREES_QUEUED_NODE("reopen-frees-queued-child") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && reopens(
              state,
              command,
              (entry, node) ->
                  hasBelow(state.graph(), node, each -> isGone(each, success.next().graph())));
    }
  };

  private final List<String> names;

  KnownBug(String... names) {
    this.names = List.of(names);
  }

  /**
   * Those of which this version has the divergence. A sequence must not step around what is fine.
   *
   * @param known which versions have which
   */
  public static List<KnownBug> of(QemuVersion version, KnownDivergences known) {
    List<String> had = known.of(version).stream().map(KnownDivergence::name).toList();
    return Arrays.stream(values())
        .filter(bug -> bug.names.stream().anyMatch(had::contains))
        .toList();
  }

  /** The names of all known divergences that one of these stands for. */
  static List<String> names() {
    return Arrays.stream(values()).flatMap(bug -> bug.names.stream()).distinct().toList();
  }

  /** How commands begin that may reopen a node by themselves. */
  private static final List<String> REOPENING =
      List.of("block-", "job-", "blockdev-snapshot", "change-backing-file");

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
