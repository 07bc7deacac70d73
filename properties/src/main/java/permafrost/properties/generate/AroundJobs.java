package permafrost.properties.generate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.Event;
import permafrost.model.State;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;

/** What known divergences of jobs look at. */
final class AroundJobs {

  private static final Set<String> REOPENING =
      Set.of(
          "block-stream",
          "block-commit",
          "blockdev-snapshot",
          "blockdev-snapshot-sync",
          "change-backing-file");

  private AroundJobs() {}

  /**
   * Whether a command makes nodes read-only, or writable, without being asked to. Source: {@code
   * bdrv_reopen_set_read_only}.
   */
  static boolean reopens(Command command) {
    return REOPENING.contains(command.name());
  }

  /** Whether a job puts nodes into others' places now. */
  static boolean endsWork(Event event) {
    return Set.of("pending", "aborting").contains(event.data().path("status").asText());
  }

  /** Whether a job works, or is to work, on a node below which one is reached in two ways. */
  static boolean overDiamond(State state, Command command) {
    Graph graph = state.graph();
    String device = command.arguments().path("device").asText();
    return Arrays.stream(graph.order())
        .filter(node -> graph.node(node).name().equals(device) || isUsedByJob(graph, node))
        .anyMatch(node -> Touch.meetsTwice(graph, node, new HashSet<>()));
  }

  /** Whether a job is among a node's parents. */
  static boolean isUsedByJob(Graph graph, int node) {
    return Arrays.stream(graph.parents(node))
        .anyMatch(edge -> graph.vertex(graph.edge(edge).parent()) instanceof User.JobParent);
  }

  /** Whether a job has put a node above another, and takes it away when it ends. */
  static boolean isFilterOfJob(Graph graph, int node) {
    return switch (graph.node(node).driver()) {
      case COMMIT_TOP, MIRROR_TOP -> true;
      case COPY_ON_READ, COPY_BEFORE_WRITE ->
          !graph.node(node).monitorOwned() && isMainNode(graph, node);
      case FILE,
          HOST_DEVICE,
          HOST_CDROM,
          NULL_CO,
          NULL_AIO,
          RAW,
          QCOW2,
          THROTTLE,
          COMPRESS,
          PREALLOCATE,
          SNAPSHOT_ACCESS,
          BLKDEBUG,
          BLKVERIFY,
          NBD,
          QUORUM ->
          false;
    };
  }

  private static boolean isMainNode(Graph graph, int node) {
    return Arrays.stream(graph.parents(node))
        .mapToObj(graph::edge)
        .anyMatch(edge ->
            graph.vertex(edge.parent()) instanceof User.JobParent
                && edge.name().equals("main node"));
  }

  /** Whether a node is read-only because it was opened with a parent that is, and may not stay. */
  static boolean isReadOnlyLikeParent(Graph graph, Node node) {
    return node.flags().readOnly()
        && !node.explicitOptions().has("read-only")
        && Arrays.stream(graph.parents(node.number()))
            .mapToObj(graph::edge)
            .anyMatch(edge -> edge.parent() == node.inheritsFrom() && edge.role() != Role.COW);
  }

  /** Whether a node that may be written was opened with a parent that may not. */
  static boolean hasWritableBelowReadOnly(Graph graph) {
    return Arrays.stream(graph.order())
        .mapToObj(graph::node)
        .anyMatch(node ->
            node.flags().writable()
                && node.inheritsFrom() != Node.NOBODY
                && !graph.node(node.inheritsFrom()).flags().writable());
  }
}
