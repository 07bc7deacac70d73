package permafrost.model.job;

import java.util.Locale;
import java.util.Set;

/** What a user may ask of a job, and in which states. Source: {@code JobVerbTable}. */
public enum Verb {
  CANCEL,
  PAUSE,
  RESUME,
  SET_SPEED,
  COMPLETE,
  FINALIZE,
  DISMISS,
  CHANGE;

  private static final Set<JobStatus> UNFINISHED =
      Set.of(
          JobStatus.CREATED,
          JobStatus.RUNNING,
          JobStatus.PAUSED,
          JobStatus.READY,
          JobStatus.STANDBY);

  /** What an error text calls it. */
  public String qapiName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a job in this state takes it. */
  public boolean isAllowedIn(JobStatus status) {
    return switch (this) {
      case CANCEL ->
          UNFINISHED.contains(status) || status == JobStatus.WAITING || status == JobStatus.PENDING;
      case PAUSE, RESUME, SET_SPEED, CHANGE -> UNFINISHED.contains(status);
      case COMPLETE -> status.isReady();
      case FINALIZE -> status == JobStatus.PENDING;
      case DISMISS -> status == JobStatus.CONCLUDED;
    };
  }
}
