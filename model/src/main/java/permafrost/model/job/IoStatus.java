package permafrost.model.job;

import java.util.Locale;

/** Which I/O error has stopped a job. Source: {@code block_job_iostatus_set_err_locked}. */
public enum IoStatus {
  OK,
  /** Any but lack of space. */
  FAILED,
  /** {@code ENOSPC}. */
  NOSPACE;

  /** What {@code query-block-jobs} calls it. */
  public String qapiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
