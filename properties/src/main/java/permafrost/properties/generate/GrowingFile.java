package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;

/** The images whose file grows as they are written, and that a copy-before-write filter watches. */
record GrowingFile(Graph graph) {

  private static final Set<String> WRITING =
      Set.of("blockdev-mirror", "blockdev-backup", "block_resize", "human-monitor-command");

  /** Whether the command, or a job that it starts or lets go on, may write to one. */
  boolean mayBeWrittenBy(Command command) {
    return writes(command.name())
        && Arrays.stream(graph.order())
            .filter(this::isWatched)
            .anyMatch(image -> isBelowJob(image) || isBelowNamed(image, command.arguments()));
  }

  private static boolean writes(String name) {
    return WRITING.contains(name)
        || name.startsWith("block-")
        || name.startsWith("job-")
        || name.startsWith("drive-");
  }

  private boolean isWatched(int number) {
    Node image = graph.node(number);
    int below = graph.childNumber(number, "file");
    while (image.driver() == Driver.QCOW2 && below != Node.NOBODY) {
      if (graph.node(below).driver() == Driver.COPY_BEFORE_WRITE) {
        return true;
      }
      below = graph.childNumber(below, "file");
    }
    return false;
  }

  private boolean isBelowJob(int node) {
    return AroundJobs.isUsedByJob(graph, node)
        || Arrays.stream(graph.parents(node))
            .map(edge -> graph.edge(edge).parent())
            .anyMatch(parent -> graph.vertex(parent) instanceof Node && isBelowJob(parent));
  }

  private boolean isBelowNamed(int node, JsonNode arguments) {
    String name = graph.node(node).name();
    for (JsonNode value : arguments) {
      if (List.of(value.asText().split("[^\\w.-]+")).contains(name)) {
        return true;
      }
    }
    return Arrays.stream(graph.parents(node))
        .map(edge -> graph.edge(edge).parent())
        .anyMatch(
            parent -> graph.vertex(parent) instanceof Node && isBelowNamed(parent, arguments));
  }
}
