package permafrost.model.blockjob;

import java.util.List;
import java.util.Optional;
import permafrost.model.Refused;
import permafrost.model.answer.FileNames;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;
import permafrost.model.job.Prepared;
import permafrost.model.open.Freezing;
import permafrost.model.open.Links;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.ChildReplacement;
import permafrost.model.reopen.Reopen;

/**
 * What a stream job does. Numbers are of nodes, {@code user} and {@code backend} of users. Source:
 * {@code StreamBlockJob}.
 *
 * @param filter the copy-on-read filter, or {@link Node#NOBODY} once it is dropped
 * @param node where the data goes
 * @param overlay the overlay of the base
 * @param aboveBase what stands directly on the base, which may be a filter
 * @param wasReadOnly whether the node was made writable for the job
 * @param backingFile what the header is to name in the end, if the user says so
 * @param workload how much there is to copy
 * @param errors which I/O errors it may meet
 * @param copies what it copies, in order, where errors may come
 * @param maskProtocol whether the header is to say {@code raw} for a protocol driver
 */
record Stream(
    int filter,
    int node,
    int overlay,
    int aboveBase,
    boolean wasReadOnly,
    Optional<String> backingFile,
    boolean maskProtocol,
    Workload workload,
    IoErrors errors,
    List<Copy> copies,
    int user,
    int backend)
    implements JobWork<Workpiece> {

  Stream usedBy(int newUser, int newBackend) {
    return new Stream(
        filter,
        node,
        overlay,
        aboveBase,
        wasReadOnly,
        backingFile,
        maskProtocol,
        workload,
        errors,
        copies,
        newUser,
        newBackend);
  }

  private Stream with(Workload newWorkload) {
    return new Stream(
        filter,
        node,
        overlay,
        aboveBase,
        wasReadOnly,
        backingFile,
        maskProtocol,
        newWorkload,
        errors,
        copies,
        user,
        backend);
  }

  private Stream without(int newBackend) {
    return new Stream(
        Node.NOBODY,
        node,
        overlay,
        aboveBase,
        wasReadOnly,
        backingFile,
        maskProtocol,
        workload,
        errors,
        copies,
        user,
        newBackend);
  }

  @Override
  public JobType type() {
    return JobType.STREAM;
  }

  @Override
  public Course run(long speed, int turns) {
    return workload.course(speed, turns);
  }

  @Override
  public Stream amongOtherFiles(Workpiece piece) {
    return with(workload.doubted(Doubt.ofStreaming(piece, node)));
  }

  /** Source: {@code stream_run}. */
  @Override
  public Course meet(Workpiece piece, Course calm) {
    return workload.nothing() ? calm : errors.of(calm, piece, () -> copies);
  }

  /** Source: {@code stream_prepare}. */
  @Override
  public Prepared<Workpiece> prepare(Workpiece piece) {
    GraphEdit edit = piece.edit();
    int unfiltered = Chain.skipFilters(edit, node);
    dropFilter(piece);
    int base = Chain.filterOrBacking(edit, aboveBase);
    Stream dropped = without(backend);
    if (Chain.backing(edit, unfiltered) == Node.NOBODY) {
      return Prepared.well(dropped);
    }
    int unfilteredBase = Chain.skipFilters(edit, base);
    String file = "";
    String format = "";
    if (unfilteredBase != Node.NOBODY) {
      file = backingFile.orElseGet(() -> new FileNames(edit).of(unfilteredBase));
      boolean masked = maskProtocol && edit.node(unfilteredBase).driver().isProtocol();
      format = masked ? "raw" : edit.node(unfilteredBase).driver().qapiName();
    }
    GraphEdit.Mark mark = edit.mark();
    try {
      new ChildReplacement(piece, unfiltered).setBacking(base);
    } catch (Refused refused) {
      edit.backTo(mark);
      return Prepared.failed(dropped, "Operation not permitted");
    }
    Optional<String> failure = BackingHeader.change(piece, unfiltered, file, format);
    return new Prepared<>(dropped, failure);
  }

  /** Source: {@code stream_clean}. */
  @Override
  public JobWork<Workpiece> clean(Workpiece piece) {
    if (filter != Node.NOBODY) {
      dropFilter(piece);
    }
    new Usage(piece).remove(backend);
    if (wasReadOnly) {
      GraphEdit.Mark mark = piece.edit().mark();
      try {
        new Reopen(piece).setReadOnly(node, true);
      } catch (Refused ignored) {
        piece.edit().backTo(mark);
      }
    }
    return without(Node.NOBODY);
  }

  @Override
  public void free(Workpiece piece) {
    if (user != Node.NOBODY) {
      new Usage(piece).remove(user);
    }
  }

  /** The filter keeps its bottom while it lives. Source: {@code bdrv_cor_filter_drop}. */
  private void dropFilter(Workpiece piece) {
    GraphEdit edit = piece.edit();
    if (edit.node(filter).state() instanceof DriverState.CopyOnRead cor) {
      Freezing.thaw(edit, filter, cor);
      edit.replace(edit.node(filter).with(cor.thawed()));
    }
    new NodeReplacement(piece).dropFilter(filter);
    new Links(piece).closeIfUnused(filter);
  }
}
