package permafrost.model.open;

import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;

/** The size of the clusters in which a node keeps its data. Source: {@code bdrv_get_info}. */
public final class ClusterSize {

  private ClusterSize() {}

  /** The size in bytes, or 0 where nothing there has clusters. */
  public static int of(GraphEdit edit, int number) {
    Node node = edit.node(number);
    return switch (node.state()) {
      case DriverState.Qcow2 qcow2 -> qcow2.header().clusterSize();
      case DriverState.Raw ignored -> below(edit, node);
      case DriverState.Throttle ignored -> below(edit, node);
      case DriverState.CopyOnRead ignored -> below(edit, node);
      case DriverState.Compress ignored -> below(edit, node);
      case DriverState.Preallocate ignored -> below(edit, node);
      case DriverState.CopyBeforeWrite ignored -> below(edit, node);
      case DriverState.Blkdebug ignored -> below(edit, node);
      case DriverState.Blkverify ignored -> below(edit, node);
      case DriverState.CommitTop ignored -> below(edit, node);
      case DriverState.MirrorTop ignored -> below(edit, node);
      case DriverState.File ignored -> 0;
      case DriverState.Null ignored -> 0;
      case DriverState.Nbd ignored -> 0;
      case DriverState.SnapshotAccess ignored -> 0;
      case DriverState.Quorum ignored -> 0;
      case DriverState.Opening ignored -> 0;
    };
  }

  private static int below(GraphEdit edit, Node node) {
    int edge = edit.childEdge(node.number(), node.driver().primaryChild());
    return edge < 0 ? 0 : of(edit, edit.edge(edge).child());
  }
}
