package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.MadeUpName;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/**
 * A block layer of a few rules, for the shrinker's tests: nodes with children, throttle groups,
 * files that must be there, and what is in use cannot go.
 */
final class ToyBlockLayer {

  /** A node: its driver, and its children by edge name. */
  record Node(String name, String driver, Map<String, String> children, ObjectNode options) {}

  final Map<String, Node> nodes = new HashMap<>();
  final Set<String> groups = new HashSet<>();
  final Set<String> roots = new HashSet<>();
  private final Map<String, String> files = new HashMap<>();
  private int madeUp;

  /** What is told of each command before it is carried out. */
  @FunctionalInterface
  interface Watcher {
    void before(ToyBlockLayer state, Command command);
  }

  /** Runs a scenario; gives for each command whether it succeeded, the launch as the first. */
  static List<Boolean> run(Scenario scenario, Watcher watcher) {
    ToyBlockLayer layer = new ToyBlockLayer();
    List<Boolean> succeeded = new ArrayList<>();
    for (Piece piece : Pieces.of(scenario).list()) {
      switch (piece) {
        case Piece.Host(Line.QemuImg tool) -> layer.image(tool.arguments());
        case Piece.Start start -> succeeded.add(true);
        case Piece.Option option ->
            succeeded.set(
                succeeded.size() - 1,
                succeeded.getLast() && layer.execute(option.asCommand().orElseThrow()));
        case Piece.Step(Command command) -> {
          watcher.before(layer, command);
          succeeded.add(layer.execute(command));
        }
        case Piece.Host host -> {}
        case Piece.Text text -> {}
        case Piece.Recorded recorded -> {}
      }
    }
    return succeeded;
  }

  void image(List<String> arguments) {
    files.put(arguments.get(3), arguments.get(2));
  }

  boolean execute(Command command) {
    JsonNode arguments = command.arguments();
    return switch (command.name()) {
      case "blockdev-add" -> {
        Map<String, Node> before = Map.copyOf(nodes);
        boolean added = arguments.has("node-name") && add(arguments);
        if (added) {
          roots.add(arguments.get("node-name").asText());
        } else {
          nodes.clear();
          nodes.putAll(before);
        }
        yield added;
      }
      case "blockdev-del" -> del(arguments.path("node-name").asText());
      case "object-add" -> arguments.has("id") && groups.add(arguments.get("id").asText());
      case "object-del" ->
          users(arguments.path("id").asText()) == 0 && groups.remove(arguments.path("id").asText());
      case "blockdev-reopen" -> {
        JsonNode options = arguments.path("options");
        boolean known = options.isArray() && !options.isEmpty();
        for (JsonNode option : options) {
          known &= nodes.containsKey(option.path("node-name").asText()) && option.has("driver");
        }
        yield known;
      }
      default -> false;
    };
  }

  private boolean add(JsonNode options) {
    String driver = options.path("driver").asText();
    String name =
        options.has("node-name") ? options.get("node-name").asText() : MadeUpName.of(madeUp);
    Map<String, String> children = new HashMap<>();
    if (!options.has("node-name")) {
      madeUp++;
    }
    for (String edge : List.of("file", "backing")) {
      JsonNode child = options.path(edge);
      if (child.isObject()) {
        String made = MadeUpName.of(madeUp);
        if (!add(child)) {
          return false;
        }
        children.put(edge, child.has("node-name") ? child.get("node-name").asText() : made);
      } else if (child.isTextual()) {
        if (!nodes.containsKey(child.asText())) {
          return false;
        }
        children.put(edge, child.asText());
      }
    }
    boolean known =
        (!options.has("throttle-group") || driver.equals("throttle"))
            && (!options.has("backing") || driver.equals("qcow2"))
            && !children.getOrDefault("file", "").equals(children.get("backing"));
    boolean fits =
        switch (driver) {
          case "null-co" -> children.isEmpty();
          case "file" -> files.containsKey(options.path("filename").asText());
          case "qcow2" -> children.containsKey("file");
          case "throttle" ->
              children.containsKey("file")
                  && groups.contains(options.path("throttle-group").asText());
          case "raw", "copy-on-read" -> children.containsKey("file") && children.size() == 1;
          default -> false;
        };
    if (!known || !fits || nodes.containsKey(name)) {
      return false;
    }
    nodes.put(name, new Node(name, driver, children, (ObjectNode) options));
    return true;
  }

  private boolean del(String name) {
    boolean used = nodes.values().stream().anyMatch(node -> node.children().containsValue(name));
    if (!roots.contains(name) || used) {
      return false;
    }
    roots.remove(name);
    nodes.remove(name);
    return true;
  }

  /** How many throttle nodes are in the group. */
  long users(String group) {
    return nodes.values().stream()
        .filter(node -> node.options().path("throttle-group").asText().equals(group))
        .count();
  }

  /** How many edges lead to the node. */
  long parents(String name) {
    return nodes.values().stream()
        .flatMap(node -> node.children().values().stream())
        .filter(name::equals)
        .count();
  }
}
