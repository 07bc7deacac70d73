package permafrost.properties.generate;

import java.util.Arrays;
import permafrost.model.Command;
import permafrost.model.blockjob.JobStarts;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;

/**
 * The files that may remember a stretch of data that ends where O_DIRECT does not let one end.
 * Source: {@code bdrv_bsc_fill}.
 */
record RememberedEnd(Graph graph) {

  /** The largest alignment that is met, in bytes. */
  private static final int DIRECT_ALIGNMENT = 4096;

  /**
   * Whether one of them is opened for O_DIRECT in a later graph. An image's file is asked only
   * where data was written to the image, or by a job on the file itself.
   */
  boolean turnsDirect(Graph later) {
    return Arrays.stream(graph.order())
        .filter(node -> endsOddly(node) && !graph.node(node).flags().direct())
        .filter(node -> !isFileOfImage(node) || isReadByJob(node))
        .mapToObj(graph::node)
        .flatMap(node -> later.find(node.name()).stream())
        .anyMatch(now -> now.flags().direct());
  }

  /** Whether a job is to ask an image's file that may have been asked before it was direct. */
  boolean isAskedBy(Command command) {
    return JobStarts.include(command.name())
        && graph.find(command.arguments().path("device").asText()).stream()
            .anyMatch(device -> asksImagesFile(device.number()));
  }

  private boolean asksImagesFile(int node) {
    return isFileOfImage(node) && endsOddly(node) && graph.node(node).flags().direct()
        || graph.node(node).driver() != Driver.QCOW2
            && Arrays.stream(graph.children(node))
                .anyMatch(edge -> asksImagesFile(graph.edge(edge).child()));
  }

  private boolean endsOddly(int node) {
    return graph.node(node).state() instanceof DriverState.File file
        && (file.size() == Image.UNKNOWN_SIZE || file.size() % DIRECT_ALIGNMENT != 0);
  }

  private boolean isFileOfImage(int node) {
    return Arrays.stream(graph.parents(node)).anyMatch(edge -> isImage(graph.edge(edge).parent()));
  }

  private boolean isReadByJob(int node) {
    return AroundJobs.isUsedByJob(graph, node)
        || Arrays.stream(graph.parents(node))
            .map(edge -> graph.edge(edge).parent())
            .filter(parent -> graph.vertex(parent) instanceof Node && !isImage(parent))
            .anyMatch(this::isReadByJob);
  }

  private boolean isImage(int parent) {
    return graph.vertex(parent) instanceof Node node && node.driver() == Driver.QCOW2;
  }
}
