package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Rulebook;
import permafrost.model.graph.Graph;

/**
 * What {@code query-named-block-nodes} must return: every node, newest first, with all of its
 * attributes. Source: {@code bdrv_named_nodes_list}.
 *
 * <p>Not predicted, and so not compared: {@code actual-size}; the size of a node that rests on a
 * file whose size the model does not know; the I/O {@code limits} above a file with O_DIRECT. Any
 * other attribute that is there and should not be, or is not there and should be, is a difference.
 *
 * <p>Cheap to make: what is predicted is worked out when it is compared.
 *
 * @param graph the graph as it must be
 * @param rulebook which attributes there are
 * @param flat whether backing files are left out, the command's argument
 * @param bitmaps by a node's number, its dirty bitmaps; {@code MissingNode} where they are not
 *     predicted
 */
public record NodesAnswer(
    Graph graph, boolean flat, Rulebook rulebook, Map<Integer, JsonNode> bitmaps)
    implements Answer {

  /** Of nodes without a dirty bitmap of a job. */
  public NodesAnswer(Graph graph, boolean flat, Rulebook rulebook) {
    this(graph, flat, rulebook, Map.of());
  }

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    int[] order = graph.order();
    Optional<Difference> names = nameDifference(actual);
    if (names.isPresent()) {
      return names;
    }
    ShownBacking backing = flat ? ShownBacking.NONE : ShownBacking.ALL;
    NodeAttributes attributes = new NodeAttributes(graph, backing, rulebook, bitmaps);
    for (int node : childrenFirst()) {
      AttributeComparison comparison = new AttributeComparison(graph.node(node));
      Optional<Difference> difference =
          comparison.between(attributes.of(node), actual.get(place(node)));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** All nodes, children before parents: what is wrong with a node shows in those above it, too. */
  private List<Integer> childrenFirst() {
    Set<Integer> nodes = new LinkedHashSet<>();
    for (int node : graph.order()) {
      addBelow(node, nodes);
    }
    return List.copyOf(nodes);
  }

  private void addBelow(int node, Set<Integer> nodes) {
    if (!nodes.contains(node)) {
      for (int edge : graph.children(node)) {
        addBelow(graph.edge(edge).child(), nodes);
      }
      nodes.add(node);
    }
  }

  /** Where QEMU lists a node: the newest comes first. */
  private int place(int node) {
    int[] order = graph.order();
    int place = 0;
    while (order[order.length - 1 - place] != node) {
      place++;
    }
    return place;
  }

  private Optional<Difference> nameDifference(JsonNode actual) {
    int[] order = graph.order();
    return ListComparison.between(
        "node",
        order.length,
        i -> "node '" + graph.node(order[order.length - 1 - i]).name() + "'",
        actual.size(),
        i -> "node '" + actual.get(i).path("node-name").asText() + "'");
  }
}
