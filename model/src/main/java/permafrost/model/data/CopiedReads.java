package permafrost.model.data;

import java.util.Arrays;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

/**
 * Copy-on-read filters that write what is read through them into an image, so that its file grows.
 * Source: {@code bdrv_co_do_copy_on_readv}.
 */
public record CopiedReads(GraphView graph) {

  /** Whether reading a node may write. */
  public boolean mayWrite(int number) {
    boolean copies = graph.node(number).state() instanceof DriverState.CopyOnRead;
    return Arrays.stream(graph.children(number))
        .map(edge -> graph.edge(edge).child())
        .anyMatch(child -> copies && takesCopies(child) || mayWrite(child));
  }

  private boolean takesCopies(int number) {
    Node node = graph.node(number);
    boolean image = node.state() instanceof DriverState.Qcow2;
    return node.flags().canWrite()
        && (image
            || Arrays.stream(graph.children(number))
                .mapToObj(graph::edge)
                .anyMatch(edge -> edge.role() != Role.COW && takesCopies(edge.child())));
  }
}
