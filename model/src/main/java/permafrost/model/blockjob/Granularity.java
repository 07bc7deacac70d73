package permafrost.model.blockjob;

import permafrost.model.graph.GraphEdit;
import permafrost.model.open.ClusterSize;

/** How finely a job keeps book of what is still to copy. */
final class Granularity {

  private static final int SMALLEST = 4096;
  private static final int LARGEST = 65536;

  private Granularity() {}

  /** In bytes, where none was asked for. Source: {@code bdrv_get_default_bitmap_granularity}. */
  static int byDefault(GraphEdit edit, int node) {
    int clusterSize = ClusterSize.of(edit, node);
    return clusterSize == 0 ? LARGEST : Math.clamp(clusterSize, SMALLEST, LARGEST);
  }
}
