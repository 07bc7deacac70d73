package permafrost.model.blockjob;

import permafrost.model.job.Course;
import permafrost.model.job.Progress;

/**
 * What copying from the source to the target comes to, as far as it can be known when a mirror
 * starts. Source: {@code mirror_run}.
 *
 * @param unlimited what becomes of the job without a speed limit
 * @param length how many bytes there are at most to copy; 0 where that is not known
 * @param firstTurn how many bytes at least count against the limit before the job first waits; 0
 *     where that is not known
 * @param rest whether there is more to copy after that turn
 * @param sleepsOn whether a job that waits for its limit is not to be woken before its time
 * @param inTheEnd how far it has come once it is ready, or has failed
 */
record Copying(
    Course unlimited,
    long length,
    long firstTurn,
    boolean rest,
    boolean sleepsOn,
    Progress inTheEnd) {

  /** How long a job must wait for its limit, in seconds, to count as held. */
  private static final long FOR_GOOD = 600;

  /** How long one may take that is waited for, in seconds. */
  private static final long SOON = 20;

  /** It fails at once. */
  static Copying failing(String error) {
    return new Copying(new Course.Fails(error), 0, 0, false, false, Progress.of(0, 0));
  }

  /** There is nothing to copy. */
  static Copying ofNothing() {
    return new Copying(Course.READY, 0, 0, false, false, Progress.of(0, 0));
  }

  /** It is not known. */
  static Copying unknown(String why) {
    return new Copying(new Course.Unknown(why), 0, 0, false, false, Progress.UNKNOWN);
  }

  boolean fails() {
    return unlimited instanceof Course.Fails;
  }

  /** Whether there is nothing to copy, for sure. */
  boolean nothing() {
    return !fails() && inTheEnd.equals(Progress.of(0, 0));
  }

  /**
   * What becomes of the job.
   *
   * @param speed in bytes a second, 0 is no limit
   * @param turns how often it was let go on early
   */
  Course course(long speed, int turns) {
    if (speed == 0 || !(unlimited instanceof Course.Ready) || nothing()) {
      return unlimited;
    }
    if (length > 0 && length / speed <= SOON) {
      return unlimited;
    }
    if (firstTurn / speed < FOR_GOOD) {
      return new Course.Unknown("how long a limited mirror takes");
    }
    if (turns == 0 || sleepsOn) {
      return Course.HELD;
    }
    return rest ? new Course.Unknown("how far a drain lets a limited mirror get") : unlimited;
  }
}
