package permafrost.model.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What one type of job does, and what the machine asks of it: QEMU's {@code JobDriver}. Immutable;
 * a method that changes the work returns the next one. What it changes elsewhere (the graph), it
 * changes in the context.
 *
 * @param <C> the context: what is in the making while a command is predicted, such as the next
 *     graph
 */
public interface JobWork<C> {

  /** Its type. */
  JobType type();

  /**
   * What becomes of it when it runs, is not ready yet and nobody speaks to it.
   *
   * @param speed its limit, in bytes a second; 0 is none
   * @param turns how often at most it was let go on early since its start (resumed, speed raised,
   *     drained): before QEMU 10 each lets one more chunk through
   */
  Course run(long speed, int turns);

  /**
   * Its course with the I/O errors that it meets on the way, which then have happened in the
   * context.
   *
   * @param calm its course without any
   */
  default Course meet(C context, Course calm) {
    return calm;
  }

  /** The work that is left where nodes may have got another file while it runs. */
  default JobWork<C> amongOtherFiles(C context) {
    return this;
  }

  /**
   * Whether nothing but its speed limit keeps it running: before QEMU 8.2, any drain lets it do one
   * more turn.
   */
  default boolean waitsForItsLimit() {
    return false;
  }

  /** What becomes of it once it is ready and is told to complete or softly cancelled. */
  default Course finish(C context) {
    return Course.ENDS;
  }

  /** Whether it can be told to complete: {@code JobDriver.complete} is there. */
  default boolean canComplete() {
    return false;
  }

  /**
   * Told to complete, while ready or in standby.
   *
   * @throws permafrost.model.Refused where it cannot
   */
  default JobWork<C> complete(C context) {
    return this;
  }

  /** Whether {@code BlockJobDriver.change} is there. */
  default boolean canChange() {
    return false;
  }

  /**
   * {@code block-job-change}.
   *
   * @param arguments the command's
   * @throws permafrost.model.Refused where it cannot
   */
  default JobWork<C> change(C context, ObjectNode arguments) {
    return this;
  }

  /**
   * Whether being cancelled means being cancelled by force. Mirror and active commit, when ready,
   * are softly cancelled where the user does not force it: they end well.
   */
  default boolean isForcedBy(boolean force, boolean ready) {
    return true;
  }

  /**
   * Whether its own drain keeps it paused while it waits or is pending, as that of mirror and
   * active commit does. Source: {@code mirror_run}.
   */
  default boolean drainsAtItsEnd() {
    return false;
  }

  /**
   * The node that it keeps drained with all that stands above, while it waits or is pending; to be
   * asked only where {@link #drainsAtItsEnd}.
   */
  default int drainedNode() {
    throw new IllegalStateException("a job that drains nothing");
  }

  /** Finalized, first step, which may still fail: {@code JobDriver.prepare}. */
  default Prepared<C> prepare(C context) {
    return Prepared.well(this);
  }

  /** Finalized well: {@code JobDriver.commit}. */
  default JobWork<C> commit(C context) {
    return this;
  }

  /** Failed or cancelled: {@code JobDriver.abort}. */
  default JobWork<C> abort(C context) {
    return this;
  }

  /** After commit or abort: {@code JobDriver.clean}. */
  default JobWork<C> clean(C context) {
    return this;
  }

  /** Gone for good: drops what it still holds, its edges for instance. */
  default void free(C context) {}

  /** How far it has come in this state, so far as that can be known. */
  default Progress progress(JobStatus status) {
    return Progress.UNKNOWN;
  }

  /**
   * Adds what {@code query-block-jobs} shows of this type only; a value of {@code MissingNode} is
   * not predicted.
   */
  default void describe(JobStatus status, ObjectNode info) {}

  /**
   * The dirty bitmaps without a name that it keeps: by the node's number, what {@code
   * query-named-block-nodes} shows of them; {@code MissingNode} where that is not predicted.
   */
  default Map<Integer, JsonNode> bitmaps(JobStatus status) {
    return Map.of();
  }
}
