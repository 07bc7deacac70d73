package permafrost.model.blockjob;

import java.util.Optional;
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
import permafrost.model.job.Job;
import permafrost.model.job.JobLife;
import permafrost.model.open.Freezing;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Opening;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.Reopen;

/** Starts a commit of images below the active one. Source: {@code commit_start}. */
final class CommitStart {

  /** Not {@code BDRV_O_RDWR}. */
  private static final Flags FILTER_FLAGS = new Flags(true, false, false, false, false);

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Usage usage;

  CommitStart(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
    usage = new Usage(piece);
  }

  void start(JobArguments arguments, int node, int top, int base) {
    if (Chain.skipFilters(edit, top) == Chain.skipFilters(edit, base)) {
      rulebook.refuse(BlockJobRefusal.COMMIT_OF_FILTERS);
      throw JobArguments.plantedBeyondSense();
    }
    Commit unstarted =
        new Commit(
            Node.NOBODY,
            base,
            !edit.node(base).flags().writable(),
            arguments.text("backing-file"),
            arguments.all().path("backing-mask-protocol").asBoolean(),
            Workload.ofCommit(piece, top, Chain.overlay(edit, top, base), base),
            IoErrors.of(piece, ErrorPolicy.ofAll(arguments.all()), top, base),
            Node.NOBODY,
            Node.NOBODY,
            Node.NOBODY);
    JobLife<Workpiece> life = new JobLife<>(piece.jobs());
    String id = life.create(arguments.job(piece, unstarted, node));
    life.guard(
        id,
        () -> {
          int user = usage.job(id, "commit");
          usage.attach(user, "main node", node, Perm.NONE, Perm.ALL);
          life.setFirstSpeed(id, arguments.speed());
          Optional<String> name = arguments.text("filter-node-name");
          piece.jobs().setWork(id, attach(unstarted, user, name, top));
        });
    Growing growing = new Growing(piece);
    if (!unstarted.workload().nothing()) {
      MirroredWrites.leaveOpen(piece, base);
      growing.readThrough(top);
    }
    growing.writtenTo(base);
    DrainedSection.refuseStart(piece, id);
    grow(id, top, base);
    life.start(id);
  }

  /** The first that it does when it runs. Source: {@code commit_run}. */
  private void grow(String id, int top, int base) {
    if (NodeGrowth.isNeeded(edit, base, top)) {
      Job<Workpiece> job = piece.jobs().job(id);
      Commit work = (Commit) job.work();
      Optional<String> failure = NodeGrowth.grow(piece, base, NodeSize.of(edit, top));
      Optional<String> doubt = NodeGrowth.doubt(work.run(job.speed(), job.turns()));
      piece.jobs().setWork(id, failure.map(work::failing).orElseGet(() -> work.doubted(doubt)));
    }
  }

  private Commit attach(Commit unstarted, int user, Optional<String> filterName, int top) {
    int base = unstarted.base();
    long topSize = NodeSize.of(edit, top);
    int resize = NodeGrowth.isNeeded(edit, base, top) ? Perm.RESIZE : Perm.NONE;
    if (unstarted.baseWasReadOnly()) {
      new Reopen(piece).setReadOnly(base, false);
    }
    int filter =
        new Opening(piece)
            .bareFilter(
                Driver.COMMIT_TOP, filterName, FILTER_FLAGS, new DriverState.CommitTop(topSize));
    new NodeReplacement(piece).append(filter, top, Role.FILTERED);
    int overlay = Chain.overlay(edit, top, base);
    int filteredBase = Chain.backing(edit, overlay);
    int shared = Perm.WRITE_UNCHANGED | Perm.WRITE;
    for (int each : Chain.between(edit, top, base)) {
      if (each == filteredBase) {
        shared |= Perm.CONSISTENT_READ;
      }
      usage.attach(user, "intermediate node", each, Perm.NONE, shared);
    }
    Freezing.freeze(edit, filter, base, rulebook);
    usage.attach(user, "base", base, Perm.NONE, Perm.ALL);
    int baseBackend = usage.backend("", "", true);
    usage.attach(
        baseBackend,
        "root",
        base,
        Perm.CONSISTENT_READ | Perm.WRITE | resize,
        Perm.CONSISTENT_READ | Perm.WRITE_UNCHANGED);
    int topBackend = usage.backend("", "", true);
    usage.attach(topBackend, "root", top, Perm.NONE, Perm.ALL);
    return unstarted.usedBy(filter, user, topBackend, baseBackend);
  }
}
