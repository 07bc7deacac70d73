package permafrost.model.open;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import permafrost.model.OutsideModel;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** How far a flush goes. Source: {@code bdrv_co_flush}. */
public final class Flushing {

  private Flushing() {}

  /** The NBD clients that a flush of a node sends a request through. */
  public static List<Node> clients(GraphView graph, int number) {
    List<Node> clients = new ArrayList<>();
    collect(graph, number, clients);
    return clients;
  }

  /**
   * Whether a flush of a node fails: only a client whose export has gone lets it.
   *
   * @throws OutsideModel where the client may be connected again, or voters may outvote it
   */
  public static boolean fails(Workpiece piece, int number) {
    List<DriverState.Nbd> gone =
        clients(piece.edit(), number).stream()
            .map(node -> (DriverState.Nbd) node.state())
            .filter(client -> !client.isConnected())
            .toList();
    boolean mayBeBack =
        piece.state().exports().server().isPresent()
            || gone.stream().anyMatch(DriverState.Nbd::reconnects)
            || makesQuorumReport(piece.edit(), number);
    if (!gone.isEmpty() && mayBeBack) {
      throw new OutsideModel("a flush through an NBD client that may be connected again");
    }
    return !gone.isEmpty();
  }

  /**
   * Whether a flush of a node, as its closing does, makes a quorum tell of a client whose export
   * has gone. Source: {@code quorum_co_flush}.
   */
  static boolean makesQuorumReport(GraphView graph, int number) {
    Node node = graph.node(number);
    if (node.flags().readOnly()) {
      return false;
    }
    return node.driver() == Driver.QUORUM
            && clients(graph, number).stream()
                .anyMatch(client -> !((DriverState.Nbd) client.state()).isConnected())
        || Arrays.stream(graph.children(number))
            .mapToObj(graph::edge)
            .anyMatch(edge -> passesOn(node, edge) && makesQuorumReport(graph, edge.child()));
  }

  private static void collect(GraphView graph, int number, List<Node> clients) {
    Node node = graph.node(number);
    if (node.flags().readOnly()) {
      return;
    }
    if (node.state() instanceof DriverState.Nbd) {
      clients.add(node);
    }
    for (int link : graph.children(number)) {
      Edge edge = graph.edge(link);
      if (passesOn(node, edge)) {
        collect(graph, edge.child(), clients);
      }
    }
  }

  /** Filters with a flush of their own ask no permission. Source: their {@code bdrv_co_flush}. */
  private static boolean passesOn(Node node, Edge edge) {
    return switch (node.state()) {
      case DriverState.Throttle ignored -> true;
      case DriverState.Preallocate ignored -> true;
      case DriverState.Quorum ignored -> true;
      case DriverState.MirrorTop ignored -> true;
      case DriverState.CopyBeforeWrite ignored -> edge.name().equals("file");
      case DriverState.Blkverify ignored -> edge.name().equals("test");
      case DriverState.Opening ignored -> false;
      case DriverState.File ignored -> writes(edge);
      case DriverState.Null ignored -> writes(edge);
      case DriverState.Nbd ignored -> writes(edge);
      case DriverState.Raw ignored -> writes(edge);
      case DriverState.Blkdebug ignored -> writes(edge);
      case DriverState.Qcow2 ignored -> writes(edge);
      case DriverState.CopyOnRead ignored -> writes(edge);
      case DriverState.Compress ignored -> writes(edge);
      case DriverState.SnapshotAccess ignored -> writes(edge);
      case DriverState.CommitTop ignored -> writes(edge);
    };
  }

  private static boolean writes(Edge edge) {
    return (edge.permissions() & (Perm.WRITE | Perm.WRITE_UNCHANGED)) != 0;
  }
}
