package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.job.JobLife;
import permafrost.model.job.JobType;
import permafrost.model.open.Freezing;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Opening;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.Reopen;

/** Starts mirrors, and active commits. Source: {@code mirror_start_job}. */
final class MirrorStart {

  private static final int WRITES_SHARED = Perm.CONSISTENT_READ | Perm.WRITE_UNCHANGED | Perm.WRITE;
  private static final long DEFAULT_BUFFER = 16L << 20;

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  MirrorStart(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
  }

  /**
   * Commits the active layer, and follows the job to where it stays: {@code block-commit} with a
   * top that is the device, filters left aside, or is written to. Source: {@code
   * commit_active_start}.
   *
   * @param arguments of {@code block-commit}, all but {@code speed}, {@code job-id}, {@code
   *     filter-node-name}, {@code auto-finalize} and {@code auto-dismiss} looked at
   * @param device whose name the job gets where it is given none
   * @param top whose data goes down
   * @param base a node in the chain below it
   */
  void activeCommit(JobArguments arguments, int device, int top, int base) {
    boolean readOnly = edit.node(base).flags().readOnly();
    if (readOnly) {
      new Reopen(piece).setReadOnly(base, false);
    }
    start(
        arguments,
        JobArguments.deviceName(edit, device),
        new MirrorPlan(
            JobType.COMMIT,
            top,
            base,
            NodeSize.of(edit, top),
            Optional.empty(),
            MirrorSync.TOP,
            Granularity.byDefault(edit, base),
            DEFAULT_BUFFER,
            false,
            rulebook.has(Behaviour.MIRROR_FILTER_TRACKS),
            false,
            MirrorPlan.TargetBacking.STAYS,
            base,
            readOnly),
        ErrorPolicy.ofAll(arguments.all()));
  }

  /** Starts a mirror, and follows it to where it stays. */
  void start(JobArguments arguments, MirrorPlan plan) {
    start(
        arguments,
        JobArguments.deviceName(edit, plan.source()),
        plan,
        ErrorPolicy.of(arguments.all()));
  }

  private void start(
      JobArguments arguments, String deviceName, MirrorPlan plan, ErrorPolicy policy) {
    if (plan.bufferSize() < 0) {
      rulebook.refuse(MirrorRefusal.MIRROR_BUFFER_SIZE);
    }
    int source = plan.source();
    if (Chain.skipFilters(edit, source) == Chain.skipFilters(edit, plan.target())) {
      rulebook.refuse(MirrorRefusal.MIRROR_INTO_ITSELF);
      throw JobArguments.plantedBeyondSense();
    }
    boolean commits = Chain.contains(edit, source, plan.target());
    int filter = insertFilter(source, arguments.text("filter-node-name"), commits);
    Mirror.CopyMode mode =
        plan.writesToTarget() ? Mirror.CopyMode.WRITE_BLOCKING : Mirror.CopyMode.BACKGROUND;
    Mirror work =
        new Mirror(
            plan,
            Copying.ofNothing(),
            IoErrors.of(piece, policy, source, plan.target()),
            filter,
            Node.NOBODY,
            Node.NOBODY,
            Node.NOBODY,
            mode,
            Mirror.Stage.COPIES);
    JobLife<Workpiece> life = new JobLife<>(piece.jobs());
    String id = life.create(arguments.job(deviceName, work));
    life.guard(
        id, () -> piece.jobs().setWork(id, attach(id, work, commits, life, arguments.speed())));
    Mirror attached = (Mirror) piece.jobs().job(id).work();
    piece
        .jobs()
        .setWork(id, attached.with(new CopyingForecast(piece, plan, arguments.speed()).make()));
    DrainedSection.refuseStart(piece, id);
    life.start(id);
  }

  private int insertFilter(int source, Optional<String> name, boolean commits) {
    DriverState state = new DriverState.MirrorTop(NodeSize.of(edit, source), false, commits);
    int filter = new Opening(piece).bareFilter(Driver.MIRROR_TOP, name, Flags.NONE, state);
    new NodeReplacement(piece).append(filter, source, Role.FILTERED);
    return filter;
  }

  private Mirror attach(
      String id, Mirror work, boolean commits, JobLife<Workpiece> life, long speed) {
    MirrorPlan plan = work.plan();
    Usage usage = new Usage(piece);
    int user = usage.job(id, plan.type().qapiName());
    usage.attach(user, "main node", work.filter(), Perm.CONSISTENT_READ, WRITES_SHARED);
    life.setFirstSpeed(id, speed);
    int taken = Perm.WRITE;
    int shared = Perm.WRITE_UNCHANGED;
    if (commits) {
      taken |= NodeGrowth.isNeeded(edit, plan.target(), plan.source()) ? Perm.RESIZE : Perm.NONE;
      shared = WRITES_SHARED;
    } else if (Chain.contains(edit, plan.source(), Chain.skipFilters(edit, plan.target()))) {
      rulebook.refuse(MirrorRefusal.MIRROR_TO_FILTER_ON_CHAIN);
    }
    int backend = usage.backend("", "", false);
    usage.attach(backend, "root", plan.target(), taken, shared);
    usage.attach(user, "source", plan.source(), Perm.NONE, WRITES_SHARED);
    usage.attach(user, "target", plan.target(), Perm.NONE, Perm.ALL);
    if (commits) {
      attachBetween(usage, user, plan);
      Freezing.freeze(edit, work.filter(), plan.target(), rulebook);
    }
    return work.usedBy(user, backend);
  }

  /** From the base's filters on, others may read. */
  private void attachBetween(Usage usage, int user, MirrorPlan plan) {
    int filteredTarget = Chain.backing(edit, Chain.overlay(edit, plan.source(), plan.target()));
    int shared = Perm.WRITE_UNCHANGED | Perm.WRITE;
    for (int each :
        Chain.between(edit, Chain.filterOrBacking(edit, plan.source()), plan.target())) {
      if (each == filteredTarget) {
        shared |= Perm.CONSISTENT_READ;
      }
      usage.attach(user, "intermediate node", each, Perm.NONE, shared);
    }
  }
}
