package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Perm;

/**
 * What {@code x-debug-query-block-graph} must return: all nodes and edges, in QEMU's order, with
 * the permissions of every edge. Ids are read only to tell which edge belongs to which nodes.
 * Source: {@code bdrv_get_xdbg_block_graph}.
 *
 * @param graph the graph as it must be
 */
public record GraphAnswer(Graph graph) implements Answer {

  private static final int UNKNOWN_PERMISSION = Perm.ALL + 1;

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    JsonNode nodes = actual.path("nodes");
    JsonNode edges = actual.path("edges");
    String[] names = namesById(nodes);
    Optional<Difference> difference = nodeDifference(nodes);
    return difference.isPresent() ? difference : edgeDifference(edges, names);
  }

  /** Newest node first. */
  private Optional<Difference> nodeDifference(JsonNode actual) {
    int[] order = graph.order();
    int count = order.length;
    boolean same = actual.size() == count;
    for (int i = 0; same && i < count; i++) {
      JsonNode node = actual.get(i);
      same =
          graph.node(order[count - 1 - i]).name().equals(text(node, "name"))
              && text(node, "type").equals("block-driver");
    }
    if (same) {
      return Optional.empty();
    }
    return ListComparison.between(
        "node",
        count,
        i -> "node '" + graph.node(order[count - 1 - i]).name() + "'",
        actual.size(),
        i -> spokenNode(actual.get(i)));
  }

  /** Nodes as above; the edges of one parent oldest first. */
  private Optional<Difference> edgeDifference(JsonNode actual, String[] names) {
    int at = 0;
    int[] order = graph.order();
    for (int n = order.length - 1; n >= 0; n--) {
      int[] children = graph.children(order[n]);
      for (int c = children.length - 1; c >= 0; c--) {
        Edge edge = graph.edge(children[c]);
        if (at == actual.size() || !sameEnds(edge, actual.get(at), names)) {
          return edgeSequenceDifference(actual, names);
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
    }
    return at == actual.size() ? Optional.empty() : edgeSequenceDifference(actual, names);
  }

  private boolean sameEnds(Edge edge, JsonNode actual, String[] names) {
    return edge.name().equals(text(actual, "name"))
        && graph.node(edge.parent()).name().equals(end(actual, "parent", names))
        && graph.node(edge.child()).name().equals(end(actual, "child", names));
  }

  private Optional<Difference> edgeSequenceDifference(JsonNode actual, String[] names) {
    List<String> expected = spokenEdges();
    return ListComparison.between(
        "edge",
        expected.size(),
        expected::get,
        actual.size(),
        i ->
            spoken(
                end(actual.get(i), "parent", names),
                text(actual.get(i), "name"),
                end(actual.get(i), "child", names)));
  }

  private List<String> spokenEdges() {
    List<String> all = new ArrayList<>();
    int[] order = graph.order();
    for (int n = order.length - 1; n >= 0; n--) {
      int[] children = graph.children(order[n]);
      for (int c = children.length - 1; c >= 0; c--) {
        all.add(spoken(graph.edge(children[c])));
      }
    }
    return all;
  }

  private Optional<Difference> permissionDifference(
      String what, Edge edge, int expected, int actual) {
    return Optional.of(new Difference(what, spoken(edge), letters(expected), letters(actual)));
  }

  private String spoken(Edge edge) {
    return spoken(graph.node(edge.parent()).name(), edge.name(), graph.node(edge.child()).name());
  }

  private static String spoken(String parent, String name, String child) {
    return "node '" + parent + "' --" + name + "--> '" + child + "'";
  }

  private static String spokenNode(JsonNode node) {
    String type = text(node, "type");
    return (type.equals("block-driver") ? "node" : type) + " '" + text(node, "name") + "'";
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
        names[id] = text(node, "name");
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

  private static int permissions(JsonNode names) {
    int permissions = Perm.NONE;
    for (int i = 0; i < names.size(); i++) {
      permissions |= permission(names.get(i).asText());
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
