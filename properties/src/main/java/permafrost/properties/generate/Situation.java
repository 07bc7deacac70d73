package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import permafrost.model.Behaviour;
import permafrost.model.Command;
import permafrost.model.MadeUpName;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.export.Export;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.qapi.Schema;

/** Where a sequence stands, and the dice: all that an idea may look at. */
final class Situation {

  /** One pool for nodes and groups, so that things meet; files have names from it as well. */
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");

  private static final List<String> GROUPS = List.of("a", "b", "g");
  private static final List<String> EXPORTS = List.of("a", "b", "e", "f");

  private final Dice dice;
  private final Model model;
  private final State state;
  private final List<Command> sent;

  Situation(Dice dice, Model model, State state, List<Command> sent) {
    this.dice = dice;
    this.model = model;
    this.state = state;
    this.sent = sent;
  }

  Dice dice() {
    return dice;
  }

  /** What the QEMU says that it takes. */
  Schema schema() {
    return model.schema();
  }

  /** Whether QEMU behaves so. */
  boolean has(Behaviour behaviour) {
    return model.has(behaviour);
  }

  /** Whether the model knows what a command comes to. */
  boolean isModelled(Command command) {
    return !(model.step(state, command) instanceof Prediction.Unmodelled);
  }

  State state() {
    return state;
  }

  Graph graph() {
    return state.graph();
  }

  /** The commands so far, oldest first. */
  List<Command> sent() {
    return sent;
  }

  /** An empty JSON object. */
  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** All nodes that are so, oldest first. */
  List<Node> nodes(Predicate<Node> so) {
    Graph graph = graph();
    List<Node> nodes = new ArrayList<>();
    for (int number : graph.order()) {
      if (so.test(graph.node(number))) {
        nodes.add(graph.node(number));
      }
    }
    return nodes;
  }

  /** One of the nodes that are so and whose name is not made up. */
  Optional<Node> node(Predicate<Node> so) {
    return dice.oneOf(nodes(node -> isNamed(node) && so.test(node)));
  }

  static boolean isNamed(Node node) {
    return !MadeUpName.is(node.name());
  }

  /** Whether no other node uses it. */
  boolean isTop(Node node) {
    return graph().parents(node.number()).length == 0;
  }

  /** What its users take, together. */
  int permissions(Node node) {
    return graph().permissions(node.number());
  }

  /** Whether {@code from} is {@code to}, or stands above it. */
  boolean reaches(Node from, Node to) {
    if (from.number() == to.number()) {
      return true;
    }
    for (int edge : graph().children(from.number())) {
      if (reaches(graph().node(graph().edge(edge).child()), to)) {
        return true;
      }
    }
    return false;
  }

  /** The node's child of this name. */
  Optional<Node> child(Node node, String name) {
    return graph().child(node.number(), name).map(edge -> graph().node(edge.child()));
  }

  /** Whether the child was given inline, in this parent. */
  static boolean isInline(Node parent, Node child) {
    return child.inheritsFrom() == parent.number();
  }

  /** Whether a parent uses the node as a child of this name. */
  boolean isUsedAs(Node node, String name) {
    for (int number : graph().parents(node.number())) {
      Edge edge = graph().edge(number);
      if (edge.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the pool that no node has and that are not among {@code taken}. */
  List<String> freeNames(Set<String> taken) {
    Set<String> used = new HashSet<>(taken);
    for (int number : graph().order()) {
      used.add(graph().node(number).name());
    }
    return NAMES.stream().filter(name -> !used.contains(name)).toList();
  }

  /** A name that no node has. */
  String unknownName() {
    return dice.oneOf(freeNames(Set.of())).orElse("z");
  }

  /** The throttle groups that there are. */
  List<String> groups() {
    return GROUPS.stream().filter(state.groups()::has).toList();
  }

  /** A throttle group's id that is not taken. */
  Optional<String> freeGroup() {
    return dice.oneOf(GROUPS.stream().filter(id -> !state.groups().has(id)).toList());
  }

  /** Whether the NBD server runs. */
  boolean hasServer() {
    return state.exports().server().isPresent();
  }

  /** Whether an export takes writes. */
  boolean isWritable(Export export) {
    int[] links = graph().children(export.user());
    return links.length > 0 && (graph().edge(links[0]).permissions() & Perm.WRITE) != 0;
  }

  /** An export's id that is not taken. */
  Optional<String> freeExport() {
    return dice.oneOf(EXPORTS.stream().filter(id -> state.exports().find(id).isEmpty()).toList());
  }

  /** The paths of all open files. */
  Set<String> openPaths() {
    Set<String> paths = new HashSet<>();
    for (int number : graph().order()) {
      if (graph().node(number).state() instanceof DriverState.File file) {
        paths.add(file.path());
      }
    }
    return paths;
  }

  /**
   * The file whose bytes a node shows unchanged, through filters and raw nodes without a window.
   */
  Optional<HostFile> contents(Node node) {
    return switch (node.state()) {
      case DriverState.File file -> HostFile.at(file.path());
      case DriverState.Raw raw when raw.offset() == 0 && !raw.sizeGiven() -> below(node);
      case DriverState.Throttle throttle -> below(node);
      case DriverState.CopyOnRead filter -> below(node);
      case DriverState.Compress filter -> below(node);
      case DriverState.Preallocate filter -> below(node);
      case DriverState.CopyBeforeWrite filter -> below(node);
      case DriverState.SnapshotAccess access ->
          child(node, "file")
              .filter(file -> file.driver() == Driver.COPY_BEFORE_WRITE)
              .flatMap(this::contents);
      case DriverState.Raw raw -> Optional.empty();
      case DriverState.Null device -> Optional.empty();
      case DriverState.Nbd client -> Optional.empty();
      case DriverState.Qcow2 image -> Optional.empty();
      case DriverState.Blkdebug filter -> Optional.empty();
      case DriverState.Blkverify filter -> Optional.empty();
      case DriverState.Quorum quorum -> Optional.empty();
      case DriverState.CommitTop filter -> Optional.empty();
      case DriverState.MirrorTop filter -> Optional.empty();
      case DriverState.Opening none -> Optional.empty();
    };
  }

  private Optional<HostFile> below(Node node) {
    return child(node, "file").flatMap(this::contents);
  }
}
