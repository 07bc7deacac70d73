package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;

/** The nodes that a reopen queues: those it names, and below each the children that inherit. */
record Queued(Graph graph) {

  /** How commands begin that may reopen a node by themselves. */
  private static final List<String> REOPENING =
      List.of("block-", "job-", "blockdev-", "drive-", "change-backing-file");

  /** Whether a node comes into the queue twice. Source: {@code bdrv_reopen_queue_child}. */
  boolean meetsTwice(Command command) {
    if (command.name().equals("blockdev-reopen")) {
      Set<Integer> queue = new HashSet<>();
      return command
          .arguments()
          .path("options")
          .valueStream()
          .anyMatch(entry -> find(entry).filter(node -> isTwice(node, entry, queue)).isPresent());
    }
    return REOPENING.stream().anyMatch(command.name()::startsWith)
        && Arrays.stream(graph.order())
            .anyMatch(number -> graph.children(number).length > 1 && isTwice(number));
  }

  /**
   * Whether a child comes into the queue with its parent and is replaced all the same, since the
   * parent is met again.
   */
  boolean losesChild(Command command) {
    Set<Integer> inherited = new HashSet<>();
    Set<Integer> replaced = new HashSet<>();
    if (command.name().equals("blockdev-reopen")) {
      for (JsonNode entry : command.arguments().path("options")) {
        find(entry).ifPresent(node -> sort(node, entry, inherited, replaced));
      }
    }
    return !Collections.disjoint(inherited, replaced);
  }

  private void sort(Node node, JsonNode entry, Set<Integer> inherited, Set<Integer> replaced) {
    for (int number : graph.children(node.number())) {
      Edge edge = graph.edge(number);
      if (isOther(edge, entry)) {
        replaced.add(edge.child());
      } else if (graph.node(edge.child()).inheritsFrom() == node.number()) {
        inherited.add(edge.child());
        sort(graph.node(edge.child()), entry.path(edge.name()), inherited, replaced);
      }
    }
  }

  private Optional<Node> find(JsonNode entry) {
    return graph.find(entry.path("node-name").asText());
  }

  private boolean isTwice(int number) {
    return isTwice(graph.node(number), MissingNode.getInstance(), new HashSet<>());
  }

  private boolean isTwice(Node node, JsonNode entry, Set<Integer> queue) {
    if (!queue.add(node.number())) {
      return true;
    }
    for (int number : graph.children(node.number())) {
      Edge edge = graph.edge(number);
      Node child = graph.node(edge.child());
      if (child.inheritsFrom() == node.number()
          && !isOther(edge, entry)
          && isTwice(child, entry.path(edge.name()), queue)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry names another child than there is, or none. */
  private boolean isOther(Edge edge, JsonNode entry) {
    JsonNode given = entry.path(edge.name());
    return given.isNull()
        || given.isTextual() && !given.textValue().equals(graph.node(edge.child()).name());
  }
}
