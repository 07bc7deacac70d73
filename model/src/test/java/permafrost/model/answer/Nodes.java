package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import permafrost.model.graph.DetectZeroes;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Flags;
import permafrost.model.graph.Graph;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.image.Qcow2Header;
import permafrost.model.options.QDict;

/** Graphs built by hand, for tests. */
final class Nodes {

  static final ObjectMapper JSON = new ObjectMapper();

  private final GraphEdit edit = new GraphEdit(Graph.EMPTY, 0);

  /** A node with the options that its {@code blockdev-add} gives, less those of children. */
  int add(String name, ObjectNode arguments, DriverState state) {
    ObjectNode own = arguments.deepCopy();
    own.remove(List.of("file", "backing"));
    QDict options = QDict.flatten(own);
    int number = edit.freeNumber();
    Node node =
        new Node(
            number,
            name,
            Driver.named(arguments.get("driver").asText()).orElseThrow(),
            new Flags(
                options.truth("read-only"),
                false,
                options.truth("cache.direct"),
                options.truth("cache.no-flush"),
                false),
            false,
            DetectZeroes.named(options.text("detect-zeroes", "off")),
            options,
            options,
            Node.NOBODY,
            true,
            false,
            state);
    edit.begin(node);
    edit.enter(node);
    return number;
  }

  int add(String name, String arguments, DriverState state) {
    return add(name, json(arguments), state);
  }

  void link(int parent, String name, Role role, int child, int permissions, int shared) {
    edit.attach(new Edge(parent, name, role, child, permissions, shared, false));
  }

  Graph graph() {
    return edit.done();
  }

  static DriverState file(String path, long size) {
    return new DriverState.File(path, size, true, 0, 0, false);
  }

  static Qcow2Header header(long size, String backing) {
    return new Qcow2Header(
        3, size, 65536, 16, false, false, "zlib", backing, backing.isEmpty() ? "" : "qcow2");
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static String command(String name, Map<String, JsonNode> arguments) {
    ObjectNode command = JSON.createObjectNode().put("execute", name);
    ObjectNode given = command.putObject("arguments");
    arguments.forEach(given::set);
    return command.toString();
  }
}
