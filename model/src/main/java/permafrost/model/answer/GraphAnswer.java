package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.graph.Vertex;

/**
 * What {@code x-debug-query-block-graph} must return: all nodes, users and edges, in QEMU's order,
 * with the permissions of every edge. Ids are read only to tell which edge belongs to which nodes.
 * Source: {@code bdrv_get_xdbg_block_graph}.
 *
 * @param graph the graph as it must be
 * @param whole whether the model knows all permissions that there are; older QEMUs have {@code
 *     graph-mod} as well, at which the model does not look
 */
public record GraphAnswer(Graph graph, boolean whole) implements Answer {

  /** Of a QEMU of which the model knows all permissions. */
  public GraphAnswer(Graph graph) {
    this(graph, true);
  }

  private static final String NODE = "block-driver";
  private static final int UNKNOWN_PERMISSION = Perm.ALL + 1;

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    JsonNode nodes = actual.path("nodes");
    JsonNode edges = actual.path("edges");
    String[] names = namesById(nodes);
    Optional<Difference> difference = nodeDifference(nodes);
    return difference.isPresent() ? difference : edgeDifference(edges, names);
  }

  private Optional<Difference> nodeDifference(JsonNode actual) {
    List<Vertex> vertices = vertices();
    int count = vertices.size();
    boolean same = actual.size() == count;
    for (int i = 0; same && i < count; i++) {
      JsonNode node = actual.get(i);
      same =
          label(vertices.get(i)).equals(text(node, "name"))
              && kind(vertices.get(i)).equals(text(node, "type"));
    }
    if (same) {
      return Optional.empty();
    }
    return ListComparison.between(
        "node",
        count,
        i -> spoken(vertices.get(i)),
        actual.size(),
        i -> spoken(text(actual.get(i), "type"), text(actual.get(i), "name")));
  }

  /** Nodes newest first, then jobs oldest first, then block backends newest first. */
  private List<Vertex> vertices() {
    List<Vertex> all = new ArrayList<>();
    int[] order = graph.order();
    for (int n = order.length - 1; n >= 0; n--) {
      all.add(graph.node(order[n]));
    }
    int[] users = graph.users();
    for (int user : users) {
      if (graph.vertex(user) instanceof User.JobParent job) {
        all.add(job);
      }
    }
    for (int u = users.length - 1; u >= 0; u--) {
      if (graph.vertex(users[u]) instanceof User.Backend backend) {
        all.add(backend);
      }
    }
    return all;
  }

  /** Parents as above; the edges of one parent oldest first. */
  private List<Edge> edges() {
    List<Edge> all = new ArrayList<>();
    for (Vertex parent : vertices()) {
      int[] children = graph.children(parent.number());
      for (int c = children.length - 1; c >= 0; c--) {
        all.add(graph.edge(children[c]));
      }
    }
    return all;
  }

  private Optional<Difference> edgeDifference(JsonNode actual, String[] names) {
    int at = 0;
    List<Edge> edges = edges();
    for (Edge edge : edges) {
      if (at == actual.size() || !sameEnds(edge, actual.get(at), names)) {
        return edgeSequenceDifference(edges, actual, names);
      }
      int permissions = permissions(actual.get(at).path("perm"));
      int shared = permissions(actual.get(at).path("shared-perm"));
      if (permissions != edge.permissions()) {
        return permissionDifference("edge perm", edge, edge.permissions(), permissions);
      }
      if (shared != edge.shared()) {
        return permissionDifference("edge shared-perm", edge, edge.shared(), shared);
      }
      at++;
    }
    return at == actual.size() ? Optional.empty() : edgeSequenceDifference(edges, actual, names);
  }

  private boolean sameEnds(Edge edge, JsonNode actual, String[] names) {
    return edge.name().equals(text(actual, "name"))
        && spoken(graph.vertex(edge.parent())).equals(end(actual, "parent", names))
        && spoken(graph.vertex(edge.child())).equals(end(actual, "child", names));
  }

  private Optional<Difference> edgeSequenceDifference(
      List<Edge> expected, JsonNode actual, String[] names) {
    return ListComparison.between(
        "edge",
        expected.size(),
        i -> spoken(expected.get(i)),
        actual.size(),
        i ->
            spoken(
                end(actual.get(i), "parent", names),
                text(actual.get(i), "name"),
                end(actual.get(i), "child", names)));
  }

  private Optional<Difference> permissionDifference(
      String what, Edge edge, int expected, int actual) {
    return Optional.of(new Difference(what, spoken(edge), letters(expected), letters(actual)));
  }

  private String spoken(Edge edge) {
    return spoken(
        spoken(graph.vertex(edge.parent())), edge.name(), spoken(graph.vertex(edge.child())));
  }

  private static String spoken(String parent, String name, String child) {
    return parent + " --" + name + "--> " + child;
  }

  private static String spoken(Vertex vertex) {
    return spoken(kind(vertex), label(vertex));
  }

  private static String spoken(String kind, String label) {
    return (kind.equals(NODE) ? "node" : kind) + " '" + label + "'";
  }

  private static String kind(Vertex vertex) {
    return switch (vertex) {
      case Node ignored -> NODE;
      case User user -> user.kind();
    };
  }

  private static String label(Vertex vertex) {
    return switch (vertex) {
      case Node node -> node.name();
      case User user -> user.label();
    };
  }

  private static String letters(int permissions) {
    return permissions < UNKNOWN_PERMISSION
        ? Perm.letters(permissions)
        : Perm.letters(permissions & Perm.ALL) + " and one that is not known";
  }

  /** QEMU numbers what it lists from 1 without a gap. */
  private static String[] namesById(JsonNode nodes) {
    String[] names = new String[nodes.size() + 1];
    for (JsonNode node : nodes) {
      int id = node.path("id").asInt();
      if (id > 0 && id < names.length) {
        names[id] = spoken(text(node, "type"), text(node, "name"));
      }
    }
    return names;
  }

  private static String end(JsonNode edge, String which, String[] names) {
    int id = edge.path(which).asInt();
    return id > 0 && id < names.length && names[id] != null ? names[id] : "id " + id;
  }

  private static String text(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value == null || !value.isTextual() ? "" : value.textValue();
  }

  private int permissions(JsonNode names) {
    int permissions = Perm.NONE;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).asText();
      if (whole || !name.equals("graph-mod")) {
        permissions |= permission(name);
      }
    }
    return permissions;
  }

  private static int permission(String name) {
    return switch (name) {
      case "consistent-read" -> Perm.CONSISTENT_READ;
      case "write" -> Perm.WRITE;
      case "write-unchanged" -> Perm.WRITE_UNCHANGED;
      case "resize" -> Perm.RESIZE;
      default -> UNKNOWN_PERMISSION;
    };
  }
}
