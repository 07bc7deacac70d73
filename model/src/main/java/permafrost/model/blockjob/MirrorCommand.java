package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.job.JobType;
import permafrost.model.open.AioContexts;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Workpiece;

/** {@code blockdev-mirror}. Source: {@code qmp_blockdev_mirror}, {@code blockdev_mirror_common}. */
public final class MirrorCommand {

  private static final long SMALLEST_GRANULARITY = 512;
  private static final long LARGEST_GRANULARITY = 64L << 20;
  private static final long DEFAULT_BUFFER = 16L << 20;

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public MirrorCommand(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
  }

  /** Checks the arguments, starts the job, and follows it to where it stays. */
  public void run(ObjectNode all) {
    JobArguments arguments = new JobArguments(all);
    int source = JobArguments.root(piece, all.path("device").asText());
    int target = JobArguments.deviceOrNode(piece, all.path("target").asText());
    AioContexts.joinTarget(piece, source, target);
    boolean full = all.path("sync").asText().equals("full");
    start(arguments, source, target, MirrorPlan.TargetBacking.STAYS, full);
  }

  /**
   * The part that {@code drive-mirror} has, too.
   *
   * @param zeroesTarget whether the target is not taken to read as zeroes
   */
  void start(
      JobArguments arguments,
      int source,
      int target,
      MirrorPlan.TargetBacking backing,
      boolean zeroesTarget) {
    ObjectNode all = arguments.all();
    long granularity = granularity(all);
    OpBlockers.refuseBlocked(edit, source, OpBlockers.Operation.MIRROR_SOURCE, rulebook);
    OpBlockers.refuseBlocked(edit, target, OpBlockers.Operation.MIRROR_TARGET, rulebook);
    Optional<String> replaces = replaces(arguments, source);
    replaces.ifPresent(name -> refuseReplacement(source, name));
    String mode = all.path("sync").asText();
    MirrorSync sync = MirrorSync.named(mode).orElse(null);
    if (sync == null) {
      rulebook.refuse(MirrorRefusal.MIRROR_SYNC_UNSUPPORTED, mode);
      throw new OutsideModel("a mirror with sync=" + mode);
    }
    int used = granularity == 0 ? Granularity.byDefault(edit, target) : (int) granularity;
    long buffer = all.path("buf-size").asLong();
    new MirrorStart(piece)
        .start(
            arguments,
            new MirrorPlan(
                JobType.MIRROR,
                source,
                target,
                NodeSize.of(edit, source),
                replaces,
                sync,
                used,
                buffer == 0 ? DEFAULT_BUFFER : buffer,
                all.path("copy-mode").asText().equals("write-blocking"),
                rulebook.has(Behaviour.MIRROR_FILTER_TRACKS),
                zeroesTarget,
                backing,
                sync == MirrorSync.TOP ? Chain.next(edit, source) : Node.NOBODY,
                false));
  }

  private long granularity(ObjectNode all) {
    long granularity = all.path("granularity").asLong();
    if (granularity != 0
        && (granularity < SMALLEST_GRANULARITY || granularity > LARGEST_GRANULARITY)) {
      rulebook.refuse(MirrorRefusal.MIRROR_GRANULARITY_RANGE);
    }
    if (Long.bitCount(granularity) > 1) {
      rulebook.refuse(MirrorRefusal.MIRROR_GRANULARITY_POWER);
    }
    return granularity;
  }

  /** A filter that a job has inserted unasked stays on top. */
  private Optional<String> replaces(JobArguments arguments, int source) {
    int explicit = source;
    while (edit.node(explicit).implicit()) {
      explicit = Chain.filtered(edit, explicit);
    }
    String name = edit.node(explicit).name();
    boolean skipped = explicit != source;
    return arguments.text("replaces").or(() -> skipped ? Optional.of(name) : Optional.empty());
  }

  /** Source: {@code check_to_replace_node}. */
  private void refuseReplacement(int source, String name) {
    Node replaced = edit.find(name).orElse(null);
    if (replaced == null) {
      rulebook.refuse(MirrorRefusal.MIRROR_REPLACED_NOT_FOUND, name);
      throw JobArguments.plantedBeyondSense();
    }
    int number = replaced.number();
    OpBlockers.refuseBlocked(edit, number, OpBlockers.Operation.REPLACE, rulebook);
    if (!Replaceable.byCopyOf(edit, source, number)) {
      rulebook.refuse(MirrorRefusal.MIRROR_REPLACES_VISIBLE_DATA, name, edit.node(source).name());
    }
    long size = NodeSize.of(edit, source);
    long replacedSize = NodeSize.of(edit, number);
    if (size == NodeSize.UNKNOWN || replacedSize == NodeSize.UNKNOWN) {
      throw new OutsideModel("replacing a node of unknown size");
    }
    if (size != replacedSize) {
      rulebook.refuse(MirrorRefusal.MIRROR_REPLACED_OTHER_SIZE);
    }
  }
}
