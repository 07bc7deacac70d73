package permafrost.properties.generate;

import java.util.Arrays;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;

/** The nodes that the filters of backups stand on, and before QEMU 9.1 keep a bitmap on. */
record BackupSource(Graph before, Graph after) {

  /** Whether one of them goes, or will go, before its filter does. */
  boolean goesFirst() {
    return Arrays.stream(before.order()).anyMatch(this::losesHolder)
        || Arrays.stream(after.order()).anyMatch(this::willLoseHolder);
  }

  private boolean losesHolder(int filter) {
    int holder = holder(before, filter);
    return holder != Node.NOBODY && after.find(before.node(holder).name()).isEmpty();
  }

  private boolean willLoseHolder(int filter) {
    int holder = holder(after, filter);
    return holder != Node.NOBODY && !isKept(holder);
  }

  /** {@link Node#NOBODY} where it is no backup's filter. */
  private static int holder(Graph graph, int filter) {
    if (!(graph.node(filter).state() instanceof DriverState.CopyBeforeWrite copying)
        || !AroundJobs.isFilterOfJob(graph, filter)) {
      return Node.NOBODY;
    }
    return copying.copyBitmap() == filter
        ? graph.childNumber(filter, "file")
        : copying.copyBitmap();
  }

  /** Whether someone holds a node who goes after the jobs when QEMU quits: exports go before. */
  private boolean isKept(int node) {
    return after.node(node).monitorOwned()
        || Arrays.stream(after.parents(node)).anyMatch(edge -> keeps(after.edge(edge).parent()));
  }

  private boolean keeps(int parent) {
    return switch (after.vertex(parent)) {
      case User.JobParent ignored -> false;
      case User.Backend backend -> !backend.label().isEmpty();
      case Node above -> isKept(above.number());
    };
  }
}
