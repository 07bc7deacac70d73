package permafrost.model.job;

import java.util.Locale;

/** What a job does. Those that a storage daemon or an emulator without a machine can start. */
public enum JobType {
  COMMIT,
  STREAM,
  MIRROR,
  BACKUP,
  CREATE,
  AMEND;

  /** What QMP calls it. */
  public String qapiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether {@code block-job-*} and {@code query-block-jobs} know of it, and it sends {@code
   * BLOCK_JOB_*} events. Source: {@code is_block_job}.
   */
  public boolean isBlockJob() {
    return switch (this) {
      case COMMIT, STREAM, MIRROR, BACKUP -> true;
      case CREATE, AMEND -> false;
    };
  }
}
