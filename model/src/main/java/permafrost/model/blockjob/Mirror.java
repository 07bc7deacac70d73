package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.job.JobRefusal;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;
import permafrost.model.job.Prepared;
import permafrost.model.job.Progress;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;

/**
 * What a mirror job does, also one that commits the active layer. Source: {@code MirrorBlockJob}.
 *
 * @param copying what copying comes to
 * @param errors which I/O errors it may meet
 * @param filter the number of the filter above the source
 * @param user the job's number as a parent of nodes
 * @param backend the number of the block backend on the target
 * @param replaced the node that the target is about to replace, or {@link Node#NOBODY} for the
 *     source
 * @param copyMode whether guests wait for the target
 * @param stage how far it is
 */
record Mirror(
    MirrorPlan plan,
    Copying copying,
    IoErrors errors,
    int filter,
    int user,
    int backend,
    int replaced,
    CopyMode copyMode,
    Stage stage)
    implements JobWork<Workpiece> {

  /** Whether a guest's write waits for the target. */
  enum CopyMode {
    BACKGROUND,
    WRITE_BLOCKING,
    /** Changed to write-blocking under way; when it has caught up is a matter of time. */
    CHANGED_TO_WRITE_BLOCKING;

    boolean isCalled(String qapiName) {
      return qapiName.equals("background") == (this == BACKGROUND);
    }
  }

  /** How far it is. */
  enum Stage {
    COPIES,
    /** Told to complete. Source: {@code should_complete}. */
    COMPLETES,
    /** The graph is as it was, or the target in its place. Source: {@code prepared}. */
    ENDED
  }

  @Override
  public JobType type() {
    return plan.type();
  }

  @Override
  public Course run(long speed, int turns) {
    return copying.course(speed, turns);
  }

  /** Source: {@code mirror_error_action}. */
  @Override
  public Course meet(Workpiece piece, Course calm) {
    return copying.nothing()
        ? flushed(piece, calm)
        : errors.of(calm, piece, () -> new Copies(piece).ofMirror(plan));
  }

  @Override
  public Course finish(Workpiece piece) {
    return flushed(piece, Course.ENDS);
  }

  /** Source: {@code mirror_flush}; of nothing at all, {@code mirror_run} is done without. */
  private Course flushed(Workpiece piece, Course calm) {
    return plan.size() == 0 ? calm : errors.ofFlush(calm, piece);
  }

  @Override
  public boolean waitsForItsLimit() {
    return true;
  }

  @Override
  public boolean canComplete() {
    return true;
  }

  /** Source: {@code mirror_complete}. A second time changes nothing. */
  @Override
  public JobWork<Workpiece> complete(Workpiece piece) {
    if (stage != Stage.COPIES) {
      return this;
    }
    if (plan.replaces().isEmpty()) {
      return in(Stage.COMPLETES, Node.NOBODY);
    }
    String name = plan.replaces().get();
    Node node = piece.edit().find(name).orElse(null);
    if (node == null) {
      piece.rulebook().refuse(JobRefusal.JOB_REPLACED_NODE_NOT_FOUND, name);
      throw JobArguments.plantedBeyondSense();
    }
    piece.edit().awaitReplacement(node.number());
    return in(Stage.COMPLETES, node.number());
  }

  @Override
  public boolean canChange() {
    return plan.type() == JobType.MIRROR;
  }

  /** Source: {@code mirror_change}. */
  @Override
  public JobWork<Workpiece> change(Workpiece piece, ObjectNode arguments) {
    String mode = arguments.path("copy-mode").asText();
    if (copyMode.isCalled(mode)) {
      return this;
    }
    if (mode.equals("background")) {
      piece.rulebook().refuse(JobRefusal.JOB_COPY_MODE_UNCHANGEABLE, mode);
    }
    return new Mirror(
        plan,
        copying,
        errors,
        filter,
        user,
        backend,
        replaced,
        CopyMode.CHANGED_TO_WRITE_BLOCKING,
        stage);
  }

  /** Source: {@code mirror_cancel, commit_active_cancel}. */
  @Override
  public boolean isForcedBy(boolean force, boolean ready) {
    return force || !ready;
  }

  @Override
  public boolean drainsAtItsEnd() {
    return true;
  }

  @Override
  public int drainedNode() {
    return plan.source();
  }

  /** Source: {@code mirror_prepare}. */
  @Override
  public Prepared<Workpiece> prepare(Workpiece piece) {
    return new Prepared<>(in(Stage.ENDED, Node.NOBODY), new MirrorEnd(piece, this).leave(false));
  }

  /** Source: {@code mirror_abort}. */
  @Override
  public JobWork<Workpiece> abort(Workpiece piece) {
    if (stage != Stage.ENDED) {
      new MirrorEnd(piece, this).leave(true);
    }
    return in(Stage.ENDED, Node.NOBODY);
  }

  @Override
  public void free(Workpiece piece) {
    if (user != Node.NOBODY) {
      new Usage(piece).remove(user);
    }
  }

  @Override
  public Progress progress(JobStatus status) {
    return copying.fails() || hasCopied(status) ? copying.inTheEnd() : Progress.UNKNOWN;
  }

  private static boolean hasCopied(JobStatus status) {
    return switch (status) {
      case READY, STANDBY, WAITING, PENDING -> true;
      case UNDEFINED, CREATED, RUNNING, PAUSED, ABORTING, CONCLUDED, NULL -> false;
    };
  }

  /** Source: {@code mirror_query}. */
  @Override
  public void describe(JobStatus status, ObjectNode info) {
    if (plan.type() == JobType.MIRROR && plan.filterTracks()) {
      info.set("actively-synced", synced(status));
    }
  }

  private JsonNode synced(JobStatus status) {
    if (plan.size() == 0 || copyMode != CopyMode.BACKGROUND) {
      return hasCopied(status) && copyMode != CopyMode.CHANGED_TO_WRITE_BLOCKING
          ? BooleanNode.TRUE
          : MissingNode.getInstance();
    }
    return BooleanNode.FALSE;
  }

  Mirror usedBy(int newUser, int newBackend) {
    return new Mirror(
        plan, copying, errors, filter, newUser, newBackend, replaced, copyMode, stage);
  }

  Mirror with(Copying newCopying) {
    return new Mirror(plan, newCopying, errors, filter, user, backend, replaced, copyMode, stage);
  }

  private Mirror in(Stage newStage, int newReplaced) {
    return new Mirror(
        plan, copying, errors, filter, user, backend, newReplaced, copyMode, newStage);
  }

  /** Source: {@code bdrv_query_dirty_bitmaps}. */
  @Override
  public Map<Integer, JsonNode> bitmaps(JobStatus status) {
    if (stage == Stage.ENDED) {
      return Map.of();
    }
    int node = plan.filterTracks() ? filter : plan.source();
    return Map.of(node, hasCopied(status) ? cleanBitmap() : MissingNode.getInstance());
  }

  private JsonNode cleanBitmap() {
    ArrayNode bitmaps = JsonNodeFactory.instance.arrayNode();
    bitmaps
        .addObject()
        .put("recording", !plan.filterTracks() && !plan.writesToTarget())
        .put("persistent", false)
        .put("busy", false)
        .put("granularity", plan.granularity())
        .put("count", 0);
    return bitmaps;
  }
}
