package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import permafrost.model.answer.NodeSize;
import permafrost.model.driver.BlkdebugRefusal;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.job.JobRefusal;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;
import permafrost.model.open.OpenRefusal;
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
  JOB_REFUSED_AFTER_FILTER("refused-stream-reorders-edges") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block-stream")
          && prediction instanceof Prediction.Refused refused
          && (refused.refusal() instanceof JobRefusal || !refused.events().isEmpty())
          && Arrays.stream(state.graph().order())
              .anyMatch(node -> state.graph().children(node).length > 1);
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
      return (command.name().startsWith("block-") || command.name().startsWith("job-"))
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
              replaced(state.graph(), entry, node)
                  .anyMatch(child -> meetsTwice(state.graph(), child, new HashSet<>())));
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
          && refused.refusal().name().equals("PR_MANAGER_NOT_FOUND");
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
                    COMMIT_TOP ->
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
          && command.name().equals("blockdev-reopen")
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

  /** That of a dirty bitmap, in bytes. */
  private static final long LARGEST_GRANULARITY = 1L << 31;

  private static boolean isGone(Node node, Graph later) {
    return later.find(node.name()).isEmpty();
  }

  /** Whether the command changes the size of one of these nodes. */
  private static boolean resizes(State state, Prediction prediction, Which which) {
    if (!(prediction instanceof Prediction.Success success)) {
      return false;
    }
    Graph later = success.next().graph();
    for (int number : state.graph().order()) {
      Node node = state.graph().node(number);
      Optional<Node> still = later.find(node.name());
      if (still.isPresent()
          && which.is(node)
          && NodeSize.of(state.graph(), number) != NodeSize.of(later, still.get().number())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlkverifyResized(Graph graph, Command command) {
    for (int number : graph.order()) {
      Node node = graph.node(number);
      if (node.driver() == Driver.BLKVERIFY && isResizedItself(graph, command, node)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a node is resized by name, or as the child of one that is; it learns of that. */
  private static boolean isResizedItself(Graph graph, Command command, Node node) {
    if (!command.name().equals("block_resize")) {
      return false;
    }
    Optional<Node> at = graph.find(command.arguments().path("node-name").asText());
    while (at.isPresent() && at.get().number() != node.number()) {
      at =
          graph
              .child(at.get().number(), at.get().driver().primaryChild())
              .map(edge -> graph.node(edge.child()));
    }
    return at.isPresent();
  }

  /** The refusals of a replacement itself: before it, nothing has been replaced. */
  private static final Set<String> AT_REPLACEMENT =
      Set.of(
          "CYCLE",
          "REFERENCE_NOT_FOUND",
          "FROZEN_LINK_UNCHANGEABLE",
          "NODE_NOT_FOUND",
          "REOPEN_NODE_NAME_MISSING");

  /** The refusals that activation can come to after some nodes. */
  private static final Set<String> HALF_DONE =
      Set.of(
          "STILL_WRITTEN",
          "SOME_STILL_WRITTEN",
          "PERMISSION_CONFLICT",
          "NODE_IS_READ_ONLY",
          "LOCK_NOT_GOT",
          "SHARED_LOCK_NOT_GOT");

  /** The nodes that a {@code blockdev-set-active} names, or all. */
  private static Stream<Node> setActive(State state, Command command) {
    JsonNode name = command.arguments().path("node-name");
    return name.isMissingNode()
        ? Arrays.stream(state.graph().order()).mapToObj(state.graph()::node)
        : state.graph().find(name.asText()).stream();
  }

  /** Whether a refusal to set this node active, or inactive, comes after another node is set. */
  private static boolean isHalfDone(State state, Command command, Node node) {
    Graph graph = state.graph();
    if (command.arguments().path("active").booleanValue()) {
      return hasBelow(graph, node, each -> each.flags().inactive() && !each.equals(node));
    }
    return (graph.permissions(node.number()) & (Perm.WRITE | Perm.WRITE_UNCHANGED)) == 0;
  }

  private interface Value {
    boolean is(JsonNode value);
  }

  /** Whether an object, or one in it, has a member of this name that is so. */
  private static boolean holds(JsonNode options, String key, Value value) {
    if (options.has(key) && value.is(options.get(key))) {
      return true;
    }
    for (JsonNode member : options) {
      if (holds(member, key, value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether parents had been moved to an overlay, and are moved back. */
  private static boolean isRefusedAfterAppend(
      State state, Command command, Prediction.Refused refused) {
    boolean late =
        refused.refusal() instanceof PermissionRefusal
            || refused.refusal() == OpenRefusal.LINK_TO_FROZEN;
    return late
        && command.name().equals("blockdev-snapshot")
        && state
            .graph()
            .find(command.arguments().path("node").asText())
            .filter(node -> state.graph().parents(node.number()).length > 0)
            .isPresent();
  }

  /** How many children a reopen would replace. */
  private static long replacements(State state, Command command) {
    long replacements = 0;
    for (JsonNode entry : command.arguments().path("options")) {
      Optional<Node> node = state.graph().find(entry.path("node-name").asText());
      if (node.isPresent()) {
        replacements += replacements(state.graph(), entry, node.get());
      }
    }
    return replacements;
  }

  private static long replacements(Graph graph, JsonNode entry, Node node) {
    long replacements = replaced(graph, entry, node).count();
    for (int number : graph.children(node.number())) {
      Edge edge = graph.edge(number);
      if (entry.path(edge.name()).isObject()) {
        replacements += replacements(graph, entry.get(edge.name()), graph.node(edge.child()));
      }
    }
    return replacements;
  }

  private interface Entry {
    boolean is(JsonNode entry, Node node);
  }

  private interface Which {
    boolean is(Node node);
  }

  private static boolean reopens(State state, Command command, Entry which) {
    if (!command.name().equals("blockdev-reopen")) {
      return false;
    }
    for (JsonNode entry : command.arguments().path("options")) {
      Optional<Node> node = state.graph().find(entry.path("node-name").asText());
      if (node.isPresent() && which.is(entry, node.get())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOption(Node node, String key) {
    return node.options().has(key) || node.explicitOptions().has(key);
  }

  private static boolean hasBelow(Graph graph, Node node, Which which) {
    if (which.is(node)) {
      return true;
    }
    for (int edge : graph.children(node.number())) {
      if (hasBelow(graph, graph.node(graph.edge(edge).child()), which)) {
        return true;
      }
    }
    return false;
  }

  /** The numbers of the children of a node in whose place an entry puts another, or none. */
  private static IntStream replaced(Graph graph, JsonNode entry, Node node) {
    return Arrays.stream(graph.children(node.number()))
        .mapToObj(graph::edge)
        .filter(edge -> {
          JsonNode now = entry.path(edge.name());
          String before = graph.node(edge.child()).name();
          return now.isNull() || (now.isTextual() && !now.textValue().equals(before));
        })
        .mapToInt(Edge::child);
  }

  private static boolean meetsTwice(Graph graph, int node, Set<Integer> met) {
    if (!met.add(node)) {
      return true;
    }
    for (int edge : graph.children(node)) {
      if (meetsTwice(graph, graph.edge(edge).child(), met)) {
        return true;
      }
    }
    return false;
  }

  private static boolean copiesJobFilter(Graph graph, Node copying) {
    int file = graph.childNumber(copying.number(), "file");
    return file != Node.NOBODY
        && Arrays.stream(graph.parents(file))
            .anyMatch(edge ->
                graph.vertex(graph.edge(edge).parent()) instanceof User.JobParent
                    && graph.edge(edge).name().equals("main node"));
  }

  private static boolean holdsNegativeNullSize(JsonNode options) {
    if (options.path("driver").asText().startsWith("null-")
        && options.path("size").isIntegralNumber()
        && options.get("size").bigIntegerValue().signum() < 0) {
      return true;
    }
    for (JsonNode member : options) {
      if (holdsNegativeNullSize(member)) {
        return true;
      }
    }
    return false;
  }
}
