package permafrost.model.job;

/** What has happened to a job, beyond its status. */
enum JobMark {
  /** It was started. Source: {@code job_started_locked}. */
  STARTED,
  /** A user, or an I/O error with {@code on-error=stop}, has paused it. */
  USER_PAUSED,
  /** Asked to complete. Source: {@code mirror_complete}. */
  COMPLETING,
  /** Cancelled, softly or by force. */
  CANCELLED,
  /** Cancelled by force: it ends as soon as it can, and fails. */
  FORCE_CANCELLED
}
