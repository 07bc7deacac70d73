package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.job.JobWork;
import permafrost.model.job.NewJob;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;

/**
 * The arguments that all commands have that start a block job.
 *
 * @param all the command's arguments, as the schema lets them through
 */
record JobArguments(ObjectNode all) {

  Optional<String> text(String name) {
    return all.has(name) ? Optional.of(all.get(name).asText()) : Optional.empty();
  }

  /** In bytes a second; 0 is no limit. */
  long speed() {
    return all.path("speed").asLong();
  }

  /**
   * The job that is asked for.
   *
   * @param mainNode its device gives the id where the command does not
   */
  NewJob<Workpiece> job(Workpiece piece, JobWork<Workpiece> work, int mainNode) {
    return job(deviceName(piece.edit(), mainNode), work);
  }

  /**
   * The job that is asked for.
   *
   * @param deviceName gives the id where the command does not
   */
  NewJob<Workpiece> job(String deviceName, JobWork<Workpiece> work) {
    return new NewJob<>(
        text("job-id"),
        deviceName,
        work,
        all.path("auto-finalize").asBoolean(true),
        all.path("auto-dismiss").asBoolean(true));
  }

  /** Source: {@code bdrv_get_device_name}. */
  static String deviceName(GraphView graph, int node) {
    for (int edge : graph.parents(node)) {
      if (graph.vertex(graph.edge(edge).parent()) instanceof User.Backend backend
          && !backend.name().isEmpty()) {
        return backend.name();
      }
    }
    return "";
  }

  /**
   * The node that a device or node is called by. Source: {@code bdrv_lookup_bs} with both names.
   */
  static int deviceOrNode(Workpiece piece, String name) {
    boolean empty =
        piece
            .edit()
            .backend(name)
            .filter(backend -> piece.edit().children(backend.number()).length == 0)
            .isPresent();
    if (empty) {
      piece.rulebook().refuse(OpenRefusal.BACKEND_WITHOUT_MEDIUM, name);
    }
    return findDeviceOrNode(piece.edit(), name).orElseGet(() -> found(piece, name, name));
  }

  /** The same, or empty where there is none. */
  static Optional<Integer> findDeviceOrNode(GraphView graph, String name) {
    return graph
        .backend(name)
        .map(backend -> graph.children(backend.number()))
        .filter(edges -> edges.length == 1)
        .map(edges -> graph.edge(edges[0]).child())
        .or(() -> graph.find(name).map(Node::number));
  }

  /**
   * The node that a device or node is called by, which only block backends may use. Source: {@code
   * qmp_get_root_bs}.
   */
  static int root(Workpiece piece, String name) {
    return refusedUnlessRoot(piece, deviceOrNode(piece, name));
  }

  /** The node, which only block backends may use. */
  static int refusedUnlessRoot(Workpiece piece, int node) {
    GraphView graph = piece.edit();
    for (int edge : graph.parents(node)) {
      if (!(graph.vertex(graph.edge(edge).parent()) instanceof User.Backend)) {
        piece.rulebook().refuse(BlockJobRefusal.ROOT_NODE_NEEDED);
      }
    }
    return node;
  }

  /** The node of a name. Source: {@code bdrv_lookup_bs} without a device. */
  static int node(Workpiece piece, String name) {
    return found(piece, "", name);
  }

  private static int found(Workpiece piece, String device, String name) {
    Optional<Node> node = piece.edit().find(name);
    if (node.isEmpty()) {
      piece.rulebook().refuse(OpenRefusal.REFERENCE_NOT_FOUND, device, name);
    }
    return node.map(Node::number).orElseThrow(JobArguments::plantedBeyondSense);
  }

  static OutsideModel plantedBeyondSense() {
    return new OutsideModel("what follows a forgotten look-up");
  }
}
