package permafrost.model.job;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A job. Immutable.
 *
 * @param id its name
 * @param work what it does
 * @param autoFinalize whether it goes from {@code pending} to its end by itself
 * @param autoDismiss whether it goes away by itself at its end
 * @param speed its limit, in bytes a second; 0 is none
 * @param transaction jobs of the same number succeed or fail together
 * @param status where it is
 * @param marks what has happened to it
 * @param error why it failed
 * @param ioStatus which I/O error has stopped it
 * @param turns how often it was let go on early since its start
 */
public record Job<C>(
    String id,
    JobWork<C> work,
    boolean autoFinalize,
    boolean autoDismiss,
    long speed,
    int transaction,
    JobStatus status,
    Set<JobMark> marks,
    Optional<String> error,
    IoStatus ioStatus,
    int turns) {

  /** The {@link #transaction} of a job that is in none (any more). */
  static final int ALONE = -1;

  /** One that is not there yet. */
  static <C> Job<C> made(String id, NewJob<C> wanted, int transaction) {
    return new Job<>(
        id,
        wanted.work(),
        wanted.autoFinalize(),
        wanted.autoDismiss(),
        0,
        transaction,
        JobStatus.UNDEFINED,
        Set.of(),
        Optional.empty(),
        IoStatus.OK,
        0);
  }

  /** What it is. */
  public JobType type() {
    return work.type();
  }

  /** Whether a user, or an I/O error, has paused it. */
  public boolean isUserPaused() {
    return marks.contains(JobMark.USER_PAUSED);
  }

  /** Whether it was cancelled by force. */
  public boolean isForceCancelled() {
    return marks.contains(JobMark.FORCE_CANCELLED);
  }

  /** Whether it was cancelled, also softly. */
  public boolean isCancelled() {
    return marks.contains(JobMark.CANCELLED);
  }

  /** What {@code query-block-jobs} shows as {@code paused}. Source: {@code pause_count}. */
  public boolean isPaused() {
    return switch (status) {
      case UNDEFINED, CREATED -> true;
      case RUNNING, PAUSED, READY, STANDBY -> isUserPaused();
      case WAITING, PENDING -> isUserPaused() || work.drainsAtItsEnd();
      case ABORTING, CONCLUDED, NULL -> isUserPaused();
    };
  }

  boolean has(JobMark mark) {
    return marks.contains(mark);
  }

  Job<C> marked(JobMark mark) {
    EnumSet<JobMark> more = EnumSet.of(mark);
    more.addAll(marks);
    return with(status, more, turns);
  }

  Job<C> unmarked(JobMark mark) {
    EnumSet<JobMark> fewer = EnumSet.noneOf(JobMark.class);
    fewer.addAll(marks);
    fewer.remove(mark);
    return with(status, fewer, turns);
  }

  Job<C> in(JobStatus next) {
    return with(next, marks, turns);
  }

  Job<C> letGoOn() {
    return letGoOn(1);
  }

  Job<C> letGoOn(int times) {
    return with(status, marks, turns + times);
  }

  private Job<C> with(JobStatus newStatus, Set<JobMark> newMarks, int newTurns) {
    return new Job<>(
        id,
        work,
        autoFinalize,
        autoDismiss,
        speed,
        transaction,
        newStatus,
        Set.copyOf(newMarks),
        error,
        ioStatus,
        newTurns);
  }

  Job<C> with(JobWork<C> newWork) {
    return new Job<>(
        id,
        newWork,
        autoFinalize,
        autoDismiss,
        speed,
        transaction,
        status,
        marks,
        error,
        ioStatus,
        turns);
  }

  Job<C> at(long newSpeed) {
    return new Job<>(
        id,
        work,
        autoFinalize,
        autoDismiss,
        newSpeed,
        transaction,
        status,
        marks,
        error,
        ioStatus,
        turns);
  }

  Job<C> alone() {
    return new Job<>(
        id, work, autoFinalize, autoDismiss, speed, ALONE, status, marks, error, ioStatus, turns);
  }

  Job<C> failed(String newError) {
    return new Job<>(
        id,
        work,
        autoFinalize,
        autoDismiss,
        speed,
        transaction,
        status,
        marks,
        Optional.of(newError),
        ioStatus,
        turns);
  }

  Job<C> with(IoStatus newIoStatus) {
    return new Job<>(
        id,
        work,
        autoFinalize,
        autoDismiss,
        speed,
        transaction,
        status,
        marks,
        error,
        newIoStatus,
        turns);
  }
}
