package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphView;
import permafrost.model.job.Course;

/** Why the model cannot say how a job that reads a node comes out. */
final class Doubt {

  private Doubt() {}

  /** What it is, or empty where every read succeeds. */
  static Optional<String> of(GraphView graph, int node) {
    Driver driver = graph.node(node).driver();
    if (driver == Driver.BLKVERIFY || driver == Driver.QUORUM) {
      return Optional.of("a job that reads through " + driver.qapiName());
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
