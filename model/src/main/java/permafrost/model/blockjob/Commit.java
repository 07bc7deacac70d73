package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.answer.FileNames;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;
import permafrost.model.job.Prepared;
import permafrost.model.open.Freezing;
import permafrost.model.open.Links;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.Reopen;

/**
 * What a commit of images below the active one does. Numbers are of nodes, and of users for {@code
 * user} and the backends. Source: {@code CommitBlockJob}.
 *
 * @param filter the filter above the top image, or {@link Node#NOBODY} once it is gone
 * @param baseWasReadOnly whether the base was made writable for the job
 * @param backingFile what the overlays' headers are to name in the end, if the user says so
 * @param workload how much there is to copy
 * @param errors which I/O errors it may meet
 * @param maskProtocol whether the headers are to say {@code raw} for a protocol driver
 * @param baseBackend {@link Node#NOBODY} once it is dropped: the chain is not frozen any more then
 */
record Commit(
    int filter,
    int base,
    boolean baseWasReadOnly,
    Optional<String> backingFile,
    boolean maskProtocol,
    Workload workload,
    IoErrors errors,
    int user,
    int topBackend,
    int baseBackend)
    implements JobWork<Workpiece> {

  Commit usedBy(int newFilter, int newUser, int newTopBackend, int newBaseBackend) {
    return new Commit(
        newFilter,
        base,
        baseWasReadOnly,
        backingFile,
        maskProtocol,
        workload,
        errors,
        newUser,
        newTopBackend,
        newBaseBackend);
  }

  /** One that ends with this error as soon as it runs. */
  Commit failing(String error) {
    return with(workload.failing(error));
  }

  /** One of which it may not be known what becomes of it. */
  Commit doubted(Optional<String> doubt) {
    return with(workload.doubted(doubt));
  }

  private Commit with(Workload newWorkload) {
    return new Commit(
        filter,
        base,
        baseWasReadOnly,
        backingFile,
        maskProtocol,
        newWorkload,
        errors,
        user,
        topBackend,
        baseBackend);
  }

  @Override
  public JobType type() {
    return JobType.COMMIT;
  }

  @Override
  public Course run(long speed, int turns) {
    return workload.course(speed, turns);
  }

  @Override
  public Commit amongOtherFiles(Workpiece piece) {
    return doubted(Doubt.of(piece, errors.source()));
  }

  /** Source: {@code commit_run}. */
  @Override
  public Course meet(Workpiece piece, Course calm) {
    int top = errors.source();
    return errors.of(calm, piece, () -> new Copies(piece).ofCommit(top, base));
  }

  /** Source: {@code commit_prepare}, {@code bdrv_drop_intermediate}. */
  @Override
  public Prepared<Workpiece> prepare(Workpiece piece) {
    GraphEdit edit = piece.edit();
    Commit thawed = thaw(piece);
    int inheriting = explicit(edit, filter);
    Links links = new Links(piece);
    boolean inherits = links.inherits(base, inheriting);
    String file = backingFile.orElseGet(() -> new FileNames(edit).of(base));
    int[] parents = edit.parents(filter);
    GraphEdit.Mark mark = edit.mark();
    try {
      new NodeReplacement(piece).replace(filter, base, false);
    } catch (Refused refused) {
      edit.backTo(mark);
      return Prepared.failed(thawed, "Input/output error");
    }
    boolean masked = maskProtocol && edit.node(base).driver().isProtocol();
    String format = masked ? "raw" : edit.node(base).driver().qapiName();
    for (int number : parents) {
      Edge edge = edit.edge(number);
      Optional<String> failure =
          edge.role() == Role.COW ? name(piece, edge.parent(), file, format) : Optional.empty();
      if (failure.isPresent()) {
        links.closeIfUnused(filter);
        return new Prepared<>(usedBy(Node.NOBODY, user, topBackend, Node.NOBODY), failure);
      }
    }
    if (inherits) {
      edit.replace(edit.node(base).inheritingFrom(edit.node(inheriting).inheritsFrom()));
    }
    links.closeIfUnused(filter);
    return Prepared.well(thawed);
  }

  private Commit thaw(Workpiece piece) {
    Freezing.thaw(piece.edit(), filter, base);
    new Usage(piece).remove(baseBackend);
    return usedBy(filter, user, topBackend, Node.NOBODY);
  }

  /** Source: {@code bdrv_skip_implicit_filters}. */
  private static int explicit(GraphEdit edit, int node) {
    int at = node;
    while (edit.node(at).implicit()) {
      at = Chain.filtered(edit, at);
    }
    return at;
  }

  /** Source: {@code bdrv_backing_update_filename}. */
  private static Optional<String> name(Workpiece piece, int overlay, String file, String format) {
    boolean readOnly = !piece.edit().node(overlay).flags().writable();
    try {
      if (readOnly) {
        new Reopen(piece).setReadOnly(overlay, false);
      }
      Optional<String> failure = BackingHeader.change(piece, overlay, file, format);
      if (readOnly) {
        new Reopen(piece).setReadOnly(overlay, true);
      }
      return failure;
    } catch (Refused refused) {
      throw new OutsideModel("a commit whose end is refused: " + refused.refusal().name());
    }
  }

  /** Source: {@code commit_abort}. */
  @Override
  public JobWork<Workpiece> abort(Workpiece piece) {
    if (user == Node.NOBODY) {
      return this;
    }
    GraphEdit edit = piece.edit();
    Commit thawed = baseBackend == Node.NOBODY ? this : thaw(piece);
    Usage usage = new Usage(piece);
    for (int edge : edit.children(user)) {
      usage.detach(edge);
    }
    if (filter != Node.NOBODY) {
      new NodeReplacement(piece).stepAside(filter);
      new Links(piece).closeIfUnused(filter);
    }
    return thawed;
  }

  /** Source: {@code commit_clean}. */
  @Override
  public JobWork<Workpiece> clean(Workpiece piece) {
    if (user == Node.NOBODY) {
      return this;
    }
    if (baseWasReadOnly) {
      GraphEdit.Mark mark = piece.edit().mark();
      try {
        new Reopen(piece).setReadOnly(base, true);
      } catch (Refused ignored) {
        piece.edit().backTo(mark);
      }
    }
    new Usage(piece).remove(topBackend);
    return usedBy(filter, user, Node.NOBODY, baseBackend);
  }

  @Override
  public void free(Workpiece piece) {
    if (user != Node.NOBODY) {
      new Usage(piece).remove(user);
    }
  }
}
