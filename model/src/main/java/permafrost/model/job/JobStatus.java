package permafrost.model.job;

import java.util.Locale;
import java.util.Set;

/** Where a job is in its life. Source: {@code JobSTT}. */
public enum JobStatus {
  /** Not yet made; never seen from outside. */
  UNDEFINED,
  /** Made, not started. */
  CREATED,
  /** Does its work, or waits within it, for its speed limit for instance. */
  RUNNING,
  /** Stopped while running, by its user, by an I/O error or by a drain. */
  PAUSED,
  /** In sync; waits to be completed or cancelled. */
  READY,
  /** Stopped while ready. */
  STANDBY,
  /** Its work is done; waits for the other jobs of its transaction. */
  WAITING,
  /** Its work is done; waits to be finalized. */
  PENDING,
  /** Failed or cancelled; what it has changed is taken back. */
  ABORTING,
  /** At its end; waits to be dismissed. */
  CONCLUDED,
  /** Gone. */
  NULL;

  /** What QMP calls it. */
  public String qapiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that QMP calls so. */
  static JobStatus of(String qapiName) {
    return valueOf(qapiName.toUpperCase(Locale.ROOT));
  }

  /** Whether a job may go from here to there. */
  public boolean mayBecome(JobStatus next) {
    return next().contains(next);
  }

  private Set<JobStatus> next() {
    return switch (this) {
      case UNDEFINED -> Set.of(CREATED);
      case CREATED -> Set.of(RUNNING, ABORTING, NULL);
      case RUNNING -> Set.of(PAUSED, READY, WAITING, ABORTING);
      case PAUSED -> Set.of(RUNNING);
      case READY -> Set.of(STANDBY, WAITING, ABORTING);
      case STANDBY -> Set.of(READY);
      case WAITING -> Set.of(PENDING, ABORTING);
      case PENDING, ABORTING -> Set.of(ABORTING, CONCLUDED);
      case CONCLUDED -> Set.of(NULL);
      case NULL -> Set.of();
    };
  }

  /** Whether it is in sync. Source: {@code job_is_ready_locked}. */
  public boolean isReady() {
    return this == READY || this == STANDBY;
  }

  /** Whether its work is over, well or not. Source: {@code job_is_completed_locked}. */
  public boolean isCompleted() {
    return switch (this) {
      case WAITING, PENDING, ABORTING, CONCLUDED, NULL -> true;
      case UNDEFINED, CREATED, RUNNING, PAUSED, READY, STANDBY -> false;
    };
  }
}
