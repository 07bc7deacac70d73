package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.data.Extents;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.ClusterSize;
import permafrost.model.open.Workpiece;

/**
 * What a job writes compressed: a cluster that is there already is not written over, and the job
 * meets an error. Source: {@code qcow2_alloc_compressed_cluster_offset}.
 */
final class CompressedWrites {

  private CompressedWrites() {}

  /**
   * Why it is not known whether all of them succeed, if so.
   *
   * @param compresses whether the job writes so of itself
   * @param unit the least that it writes at once, in bytes: of a smaller part than a cluster, the
   *     rest is read, and the next part finds the cluster there
   */
  static Optional<String> doubt(Workpiece piece, int target, boolean compresses, long unit) {
    GraphEdit edit = piece.edit();
    boolean compressed = compresses;
    int at = target;
    while (edit.node(at).driver().isFilter() && Chain.filtered(edit, at) != Node.NOBODY) {
      compressed |= edit.node(at).driver() == Driver.COMPRESS;
      at = Chain.filtered(edit, at);
    }
    boolean fresh =
        new Extents(piece).clusters(at).untouched() == 0 && ClusterSize.of(edit, at) <= unit;
    return compressed && !fresh
        ? Optional.of("a compressed write where a cluster may be already")
        : Optional.empty();
  }
}
