package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.job.Course;

/** Why the model cannot say how a job that reads a node comes out. */
final class Doubt {

  private Doubt() {}

  /** What it is, or empty where every read succeeds. */
  static Optional<String> of(GraphView graph, int node) {
    Driver driver = graph.node(node).driver();
    boolean doubtful =
        switch (graph.node(node).state()) {
          case DriverState.Blkdebug filter -> filter.injects();
          case DriverState.CopyBeforeWrite ignored -> true;
          case DriverState.SnapshotAccess ignored -> true;
          case DriverState.Blkverify ignored -> true;
          case DriverState.Quorum ignored -> true;
          case DriverState.Opening ignored -> false;
          case DriverState.File ignored -> false;
          case DriverState.Null ignored -> false;
          case DriverState.Raw ignored -> false;
          case DriverState.Qcow2 ignored -> false;
          case DriverState.Throttle ignored -> false;
          case DriverState.CopyOnRead ignored -> false;
          case DriverState.CommitTop ignored -> false;
          case DriverState.Compress ignored -> false;
          case DriverState.Preallocate ignored -> false;
        };
    if (doubtful) {
      return Optional.of("a job that reads or writes through " + driver.qapiName());
    }
    for (int edge : graph.children(node)) {
      Optional<String> below = of(graph, graph.edge(edge).child());
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }

  /** What becomes of a job that copies data and would end well. */
  static Course copying(Optional<String> doubt, long speed) {
    if (doubt.isPresent()) {
      return new Course.Unknown(doubt.get());
    }
    return speed == 0 ? Course.ENDS : new Course.Unknown("how long a job with a speed takes");
  }
}
