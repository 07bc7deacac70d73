package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.open.OpenRefusal;
import permafrost.model.permission.PermissionRefusal;

/** What commands do to the nodes that are there, as far as known bugs depend on it. */
final class Touch {

  private Touch() {}

  /** That of a dirty bitmap, in bytes. */
  static final long LARGEST_GRANULARITY = 1L << 31;

  /** Whether the node is not there any more. */
  static boolean isGone(Node node, Graph later) {
    return later.find(node.name()).isEmpty();
  }

  /** Whether the command changes the size of one of these nodes. */
  static boolean resizes(State state, Prediction prediction, Which which) {
    if (!(prediction instanceof Prediction.Success success)) {
      return false;
    }
    Graph later = success.next().graph();
    for (int number : state.graph().order()) {
      Node node = state.graph().node(number);
      Optional<Node> still = later.find(node.name());
      long size = still.map(same -> NodeSize.of(later, same.number())).orElse(NodeSize.UNKNOWN);
      if (size != NodeSize.UNKNOWN
          && which.is(node)
          && size != NodeSize.of(state.graph(), number)) {
        return true;
      }
    }
    return false;
  }

  static boolean isBlkverifyResized(Graph graph, Command command) {
    for (int number : graph.order()) {
      Node node = graph.node(number);
      if (node.driver() == Driver.BLKVERIFY && isResizedItself(graph, command, node)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a node is resized by name, or as the child of one that is; it learns of that. */
  static boolean isResizedItself(Graph graph, Command command, Node node) {
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
  static final Set<String> AT_REPLACEMENT =
      Set.of(
          "CYCLE",
          "REFERENCE_NOT_FOUND",
          "FROZEN_LINK_UNCHANGEABLE",
          "NODE_NOT_FOUND",
          "REOPEN_NODE_NAME_MISSING");

  /** The refusals that activation can come to after some nodes. */
  static final Set<String> HALF_DONE =
      Set.of(
          "STILL_WRITTEN",
          "SOME_STILL_WRITTEN",
          "PERMISSION_CONFLICT",
          "NODE_IS_READ_ONLY",
          "LOCK_NOT_GOT",
          "LENGTH_NOT_READ",
          "SHARED_LOCK_NOT_GOT");

  /** The nodes that a {@code blockdev-set-active} names, or all. */
  static Stream<Node> setActive(State state, Command command) {
    JsonNode name = command.arguments().path("node-name");
    return name.isMissingNode()
        ? Arrays.stream(state.graph().order()).mapToObj(state.graph()::node)
        : state.graph().find(name.asText()).stream();
  }

  /**
   * Whether a refusal to set this node active, or inactive, comes after another node or user is
   * set.
   */
  static boolean isHalfDone(State state, Command command, Node node) {
    Graph graph = state.graph();
    int users = graph.hasBackend(node.number()) ? graph.parents(node.number()).length : 0;
    if (command.arguments().path("active").booleanValue()) {
      return users > 0
          || hasBelow(graph, node, each -> each.flags().inactive() && !each.equals(node));
    }
    return users > 1
        || (graph.permissions(node.number()) & (Perm.WRITE | Perm.WRITE_UNCHANGED)) == 0;
  }

  interface Value {
    boolean is(JsonNode value);
  }

  /** Whether an object, or one in it, has a member of this name that is so. */
  static boolean holds(JsonNode options, String key, Value value) {
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
  static boolean isRefusedAfterAppend(State state, Command command, Prediction.Refused refused) {
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
  static long replacements(State state, Command command) {
    long replacements = 0;
    for (JsonNode entry : command.arguments().path("options")) {
      Optional<Node> node = state.graph().find(entry.path("node-name").asText());
      if (node.isPresent()) {
        replacements += replacements(state.graph(), entry, node.get());
      }
    }
    return replacements;
  }

  static long replacements(Graph graph, JsonNode entry, Node node) {
    long replacements = replaced(graph, entry, node).count();
    for (int number : graph.children(node.number())) {
      Edge edge = graph.edge(number);
      if (entry.path(edge.name()).isObject()) {
        replacements += replacements(graph, entry.get(edge.name()), graph.node(edge.child()));
      }
    }
    return replacements;
  }

  interface Entry {
    boolean is(JsonNode entry, Node node);
  }

  interface Which {
    boolean is(Node node);
  }

  /** Whether the command reopens a node, by an entry, that are so. */
  static boolean reopens(State state, Command command, Entry which) {
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

  /** Whether the option was given to the node, or filled in. */
  static boolean hasOption(Node node, String key) {
    return node.options().has(key) || node.explicitOptions().has(key);
  }

  /** Whether the node, or one below it, is so. */
  static boolean hasBelow(Graph graph, Node node, Which which) {
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

  /** The numbers of the nodes that an entry puts in the place of children. */
  static IntStream replacing(Graph graph, JsonNode entry) {
    return Stream.of("file", "backing")
        .flatMap(child -> graph.find(entry.path(child).asText()).stream())
        .mapToInt(Node::number);
  }

  /** The numbers of the children of a node in whose place an entry puts another, or none. */
  static IntStream replaced(Graph graph, JsonNode entry, Node node) {
    return Arrays.stream(graph.children(node.number()))
        .mapToObj(graph::edge)
        .filter(edge -> {
          JsonNode now = entry.path(edge.name());
          String before = graph.node(edge.child()).name();
          return now.isNull() || (now.isTextual() && !now.textValue().equals(before));
        })
        .mapToInt(Edge::child);
  }

  /** Whether a node is reached in two ways from this one. */
  static boolean meetsTwice(Graph graph, int node, Set<Integer> met) {
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

  /** Whether the filter stands over one that a job made. */
  static boolean copiesJobFilter(Graph graph, Node copying) {
    int file = graph.childNumber(copying.number(), "file");
    return file != Node.NOBODY && AroundJobs.isFilterOfJob(graph, file);
  }

  /** Whether a node that stands in both graphs has another {@code file} in the later one. */
  static boolean isMoved(Graph before, Graph later, Node node) {
    return before
        .find(node.name())
        .filter(former -> {
          int was = before.childNumber(former.number(), "file");
          int is = later.childNumber(node.number(), "file");
          return was != Node.NOBODY
              && is != Node.NOBODY
              && !before.node(was).name().equals(later.node(is).name());
        })
        .isPresent();
  }

  /** Whether these options, or those of a child in them, give a null device a negative size. */
  static boolean holdsNegativeNullSize(JsonNode options) {
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
