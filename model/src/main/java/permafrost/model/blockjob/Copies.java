package permafrost.model.blockjob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import permafrost.model.Behaviour;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.Extent;
import permafrost.model.data.Extents;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.ClusterSize;
import permafrost.model.open.Workpiece;

/** Into which parts jobs cut what they copy, in order, where nothing fails. */
final class Copies {

  /** Source: {@code STREAM_CHUNK, COMMIT_BUFFER_SIZE}, in bytes. */
  private static final long CHUNK = 512 << 10;

  /** Source: {@code MAX_IO_BYTES}. */
  private static final long LARGEST_MIRRORED = 1 << 20;

  /** Source: {@code IOV_MAX}. */
  private static final int MOST_VECTORS = 1024;

  private final Workpiece piece;
  private final GraphEdit edit;

  Copies(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
  }

  /** Source: {@code mirror_iteration}. */
  List<Copy> ofMirror(MirrorPlan plan) {
    long length = NodeSize.of(edit, plan.source());
    List<Copy> all = new ArrayList<>();
    long at = 0;
    for (Extent extent : new Extents(piece).of(plan.source(), 0, length)) {
      Optional<Boolean> dirty = isDirty(plan, extent);
      if (dirty.equals(Optional.of(false))) {
        continue;
      }
      at = Math.max(at, extent.offset() / plan.granularity() * plan.granularity());
      while (at < extent.end()) {
        Copy copy = mirrored(plan, extent, at, length);
        all.addAll(dirty.isPresent() ? writesZeroes(plan, copy) : List.of(unsure(plan, copy)));
        at = copy.offset() + copy.bytes();
      }
    }
    return all;
  }

  /** One that may be left out: a discard that does nothing can as well be taken for done. */
  private Copy unsure(MirrorPlan plan, Copy copy) {
    boolean nothing = copy.kind() == Copy.Kind.DISCARD && !edit.node(plan.target()).flags().unmap();
    return nothing ? copy : new Copy(copy.offset(), copy.bytes(), Copy.Kind.UNKNOWN);
  }

  /** The copy, or none where the target has zeroes already. Source: {@code mirror_co_zero}. */
  private List<Copy> writesZeroes(MirrorPlan plan, Copy copy) {
    return copy.kind() == Copy.Kind.ZEROES
        ? new TargetZeroes(piece, plan.target())
            .copied(plan.sync() == MirrorSync.FULL).stream()
                .map(kind -> new Copy(copy.offset(), copy.bytes(), kind))
                .toList()
        : List.of(copy);
  }

  /** From a place on that may lie before the extent: the bitmap knows no smaller parts. */
  private Copy mirrored(MirrorPlan plan, Extent extent, long at, long length) {
    long granularity = plan.granularity();
    boolean data = extent.kind() == Extent.Kind.DATA;
    long buffer = Math.max(1, (plan.bufferSize() + granularity - 1) / granularity) * granularity;
    long largest = data ? Math.min(LARGEST_MIRRORED, granularity * MOST_VECTORS) : Long.MAX_VALUE;
    long most = Math.min(extent.end() - at, Math.min(buffer, largest));
    long bytes = Math.max(granularity, most / granularity * granularity);
    long cluster = Math.max(1, ClusterSize.of(edit, plan.target()));
    boolean whole = most >= granularity && at >= extent.offset();
    if (whole && at % cluster == 0 && bytes % cluster == 0) {
      return new Copy(at, Math.min(bytes, length - at), mirrored(extent.kind()));
    }
    long unit = CopyingForecast.copiesWholeClusters(edit, plan) ? cluster : 1;
    long from = at / unit * unit;
    long to = Math.min(length, (at + bytes + unit - 1) / unit * unit);
    return new Copy(from, to - from, Copy.Kind.DATA);
  }

  /**
   * Whether a part is to be copied at first, or empty where that is not known. Source: {@code
   * mirror_dirty_init}.
   */
  private Optional<Boolean> isDirty(MirrorPlan plan, Extent extent) {
    boolean nobodys = extent.holder() == Node.NOBODY || extent.kind() == Extent.Kind.NEITHER;
    if (plan.sync() == MirrorSync.FULL) {
      return nobodys ? new TargetZeroes(piece, plan.target()).makesAllDirty() : Optional.of(true);
    }
    int overlay = Chain.overlay(edit, plan.source(), plan.base());
    return Optional.of(
        extent.kind() == Extent.Kind.UNKNOWN
            || !nobodys
                && isBetween(plan.source(), Chain.filterOrBacking(edit, overlay)).test(extent));
  }

  private static Copy.Kind mirrored(Extent.Kind kind) {
    return switch (kind) {
      case DATA -> Copy.Kind.DATA;
      case ZERO -> Copy.Kind.ZEROES;
      case NEITHER -> Copy.Kind.DISCARD;
      case ALLOCATED, UNKNOWN -> Copy.Kind.UNKNOWN;
    };
  }

  /**
   * Source: {@code stream_run}.
   *
   * @param end what stands below all that is streamed
   */
  List<Copy> ofStream(int node, int end) {
    int image = Chain.skipFilters(edit, node);
    int below = Chain.filterOrBacking(edit, image);
    return inChunks(node, isBetween(below, end), kind -> false);
  }

  /**
   * Source: {@code commit_run}.
   *
   * @param end what stands below all that is committed
   */
  List<Copy> ofCommit(int top, int end) {
    boolean zeroes = piece.rulebook().has(Behaviour.COMMIT_WRITES_ZEROES);
    return inChunks(top, isBetween(top, end), kind -> zeroes);
  }

  private List<Copy> inChunks(
      int node, Predicate<Extent> copied, Predicate<Extent.Kind> tellsZeroes) {
    List<Copy> all = new ArrayList<>();
    for (Extent extent : new Extents(piece).of(node, 0, NodeSize.of(edit, node))) {
      boolean unknown = extent.kind() == Extent.Kind.UNKNOWN;
      boolean none = extent.kind() == Extent.Kind.NEITHER;
      if (none || !unknown && !copied.test(extent)) {
        continue;
      }
      Copy.Kind kind = unknown ? Copy.Kind.UNKNOWN : Copy.Kind.DATA;
      if (!unknown && tellsZeroes.test(extent.kind()) && extent.kind() != Extent.Kind.DATA) {
        kind = extent.kind() == Extent.Kind.ZERO ? Copy.Kind.ZEROES : Copy.Kind.UNKNOWN;
      }
      for (long at = extent.offset(); at < extent.end(); at += CHUNK) {
        all.add(new Copy(at, Math.min(CHUNK, extent.end() - at), kind));
      }
    }
    return all;
  }

  private Predicate<Extent> isBetween(int top, int end) {
    List<Integer> holders = Chain.between(edit, top, end);
    return extent -> holders.contains(extent.holder());
  }

  /**
   * Source: {@code block_copy_dirty_clusters}.
   *
   * @param chunk the most that is copied at once, in bytes
   */
  List<Copy> ofBackup(int source, long length, long chunk, boolean whole) {
    List<Copy> all = new ArrayList<>();
    for (Extent extent : new Extents(piece).of(source, 0, length)) {
      Copy.Kind kind =
          switch (extent.kind()) {
            case DATA, NEITHER -> whole ? Copy.Kind.DATA : Copy.Kind.UNKNOWN;
            case ZERO -> whole ? Copy.Kind.ZEROES : Copy.Kind.UNKNOWN;
            case ALLOCATED, UNKNOWN -> Copy.Kind.UNKNOWN;
          };
      for (long at = extent.offset(); at < extent.end(); at += chunk) {
        all.add(new Copy(at, Math.min(chunk, extent.end() - at), kind));
      }
    }
    return all;
  }
}
