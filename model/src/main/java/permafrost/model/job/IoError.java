package permafrost.model.job;

import java.util.Locale;

/**
 * An I/O error that a job meets, as its event tells it. Source: {@code block_job_error_action}.
 *
 * @param operation what failed
 * @param action what the job does about it
 */
public record IoError(Operation operation, Action action) {

  /** What failed. */
  public enum Operation {
    READ,
    WRITE;

    String qapiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a job does about an I/O error. */
  public enum Action {
    IGNORE,
    REPORT,
    STOP;

    String qapiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
