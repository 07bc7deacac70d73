package permafrost.model.answer;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;

/**
 * How long a node is. Source: {@code bdrv_getlength} and the drivers' {@code bdrv_getlength}.
 *
 * <p>A throttle filter is as long as its child, also after the child was replaced; QEMU 7.2 remembers
 * the old child's length there.
 */
public final class NodeSize {

  /** The size where the model does not know it. */
  public static final long UNKNOWN = -1;

  private static final int SECTOR = 512;

  private final IntFunction<Node> nodes;
  private final IntUnaryOperator fileChild;

  private NodeSize(IntFunction<Node> nodes, IntUnaryOperator fileChild) {
    this.nodes = nodes;
    this.fileChild = fileChild;
  }

  /**
   * The node's size in bytes, a multiple of 512, or {@link #UNKNOWN} where it rests on a file of
   * which the model does not know the size.
   */
  public static long of(Graph graph, int node) {
    return new NodeSize(graph::node, parent -> child(graph.child(parent, "file"))).size(node);
  }

  /** The same for a graph that is being edited. */
  public static long of(GraphEdit edit, int node) {
    return new NodeSize(
            edit::node,
            parent -> {
              int edge = edit.childEdge(parent, "file");
              return edge < 0 ? Node.NOBODY : edit.edge(edge).child();
            })
        .size(node);
  }

  private static int child(Optional<Edge> edge) {
    return edge.map(Edge::child).orElse(Node.NOBODY);
  }

  private long size(int node) {
    return switch (nodes.apply(node).state()) {
      case DriverState.File file -> wholeSectors(file.size());
      case DriverState.Null device -> wholeSectors(device.size());
      case DriverState.Raw window -> windowSize(window, childSize(node));
      case DriverState.Qcow2 qcow2 -> qcow2.header().virtualSize() / SECTOR * SECTOR;
      case DriverState.Throttle filter -> childSize(node);
      case DriverState.CopyOnRead filter -> childSize(node);
      case DriverState.Compress filter -> childSize(node);
      case DriverState.Opening opening -> UNKNOWN;
    };
  }

  private long childSize(int node) {
    int child = fileChild.applyAsInt(node);
    return child == Node.NOBODY ? UNKNOWN : size(child);
  }

  /** Source: {@code raw_getlength}. */
  private static long windowSize(DriverState.Raw window, long whole) {
    if (whole == UNKNOWN) {
      return UNKNOWN;
    }
    if (whole < window.offset()) {
      return 0;
    }
    long rest = whole - window.offset();
    return wholeSectors(window.sizeGiven() ? Math.min(window.size(), rest) : rest);
  }

  private static long wholeSectors(long bytes) {
    return bytes == UNKNOWN ? UNKNOWN : (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }
}
