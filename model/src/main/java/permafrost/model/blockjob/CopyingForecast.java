package permafrost.model.blockjob;

import java.util.Arrays;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.HostError;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.job.Progress;
import permafrost.model.open.Contents;
import permafrost.model.open.Workpiece;

/** Foretells what copying comes to when a mirror starts. Source: {@code mirror_run}. */
final class CopyingForecast {

  private final Workpiece piece;
  private final GraphEdit edit;
  private final MirrorPlan plan;
  private final long speed;

  CopyingForecast(Workpiece piece, MirrorPlan plan, long speed) {
    this.piece = piece;
    edit = piece.edit();
    this.plan = plan;
    this.speed = speed;
  }

  /** The forecast; files that the job writes to are known to be written to from then on. */
  Copying make() {
    long length = NodeSize.of(edit, plan.source());
    long targetLength = NodeSize.of(edit, plan.target());
    if (length == NodeSize.UNKNOWN || targetLength == NodeSize.UNKNOWN) {
      return Copying.unknown("whether source and target are of one size");
    }
    if (plan.commits()) {
      Optional<String> failure =
          length > targetLength ? NodeGrowth.grow(piece, plan.target(), length) : Optional.empty();
      if (failure.isPresent()) {
        return Copying.failing(failure.get());
      }
    } else if (length != targetLength) {
      return Copying.failing("Source and target image have different sizes");
    }
    if (length == 0 || plan.sync() == MirrorSync.NONE) {
      return Copying.ofNothing();
    }
    Optional<HostError> unread = new TargetZeroes(piece, plan.target()).look();
    if (unread.isPresent()) {
      return Copying.failing(unread.get().text());
    }
    Optional<String> doubt =
        (plan.commits() ? Doubt.of(piece, plan.source()) : Doubt.ofReading(piece, plan.source()))
            .or(() -> Doubt.of(piece, plan.target()))
            .or(() -> CompressedWrites.doubt(piece, plan.target(), false, plan.granularity()))
            .or(() -> preallocation(plan.target()))
            .or(() -> throttling(plan.source()))
            .or(() -> throttling(plan.target()))
            .or(this::imageWithinImage);
    if (doubt.isPresent()) {
      return Copying.unknown(doubt.get());
    }
    if (plan.commits() && hasNothingToCommit(length)) {
      return Copying.ofNothing();
    }
    markFiles();
    return copying(length);
  }

  /** Whether none of the images above the base has anything of its own, for sure. */
  private boolean hasNothingToCommit(long length) {
    int top = Chain.skipFilters(edit, plan.source());
    int overlay = Chain.overlay(edit, top, plan.base());
    return Workload.holdNothing(piece, top, overlay, length);
  }

  private void markFiles() {
    boolean wholly = speed == 0 && Chain.backing(edit, plan.target()) == Node.NOBODY;
    WrittenFiles files = new WrittenFiles(piece);
    MirroredWrites.leaveOpen(piece, plan.target());
    new Growing(piece).readThrough(plan.source());
    files.written(plan.target(), wholly ? plan.source() : Node.NOBODY);
  }

  private Copying copying(long length) {
    boolean whole =
        plan.zeroesTarget()
            && !piece.rulebook().has(Behaviour.MIRROR_SKIPS_ZEROES)
            && !edit.node(plan.target()).flags().unmap();
    long firstTurn = whole ? Math.min(length, plan.bufferSize()) : 0;
    return new Copying(
        Course.READY,
        length,
        firstTurn,
        firstTurn < length,
        piece.rulebook().has(Behaviour.LIMITED_JOB_SLEEPS_ON),
        whole && !copiesWholeClusters(edit, plan) ? Progress.of(length, length) : Progress.UNKNOWN);
  }

  /** Whether more than what differs is copied. Source: {@code cow_bitmap}. */
  static boolean copiesWholeClusters(GraphView edit, MirrorPlan plan) {
    return edit.node(plan.target()).state() instanceof DriverState.Qcow2 qcow2
        && !qcow2.header().backingFile().isEmpty()
        && Chain.backing(edit, plan.target()) == Node.NOBODY
        && plan.granularity() < qcow2.header().clusterSize();
  }

  /** How much such a filter adds to a file is not followed. */
  private Optional<String> preallocation(int number) {
    if (edit.node(number).state() instanceof DriverState.Preallocate) {
      return Optional.of("how much a preallocate filter adds to a file");
    }
    return Arrays.stream(edit.children(number))
        .mapToObj(edge -> preallocation(edit.edge(edge).child()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** How long a request takes that a group holds up. */
  private Optional<String> throttling(int number) {
    if (edit.node(number).state() instanceof DriverState.Throttle throttle
        && piece.state().groups().limiting().contains(throttle.group())) {
      return Optional.of("when a throttled request ends");
    }
    return Arrays.stream(edit.children(number))
        .mapToObj(edge -> throttling(edit.edge(edge).child()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a guest reads of a qcow2 image at its start is not kept in the model. */
  private Optional<String> imageWithinImage() {
    if (!(edit.node(Chain.skipFilters(edit, plan.target())).state() instanceof DriverState.Qcow2)) {
      return Optional.empty();
    }
    int source = Chain.skipFilters(edit, plan.source());
    if (edit.node(source).state() instanceof DriverState.Quorum
        && new Emptiness(piece).ofChildren(source)) {
      return Optional.empty();
    }
    try {
      return new Contents(edit, piece.files(), piece.rulebook())
          .qcow2Header(plan.source())
          .map(header -> "a qcow2 image that holds another");
    } catch (OutsideModel outside) {
      return Optional.of("a copy of what the model does not know, in a qcow2 image");
    }
  }
}
