package permafrost.properties.coverage;

import permafrost.model.State;
import permafrost.model.job.JobStatus;

/** How much has gone on beside jobs that were alive. For one thread. */
public final class Interaction {

  private long commands;
  private long succeeded;
  private long jobs;
  private long besideOne;
  private long besideTwo;
  private long crowded;

  /** Counts a command. */
  public void saw(Seen seen) {
    commands++;
    crowded += alive(seen.before()) >= 2 ? 1 : 0;
    if (seen.succeeded()) {
      succeeded++;
      jobs += started(seen);
      if (seen.command().name().equals("blockdev-reopen")) {
        besideOne += alive(seen.before()) >= 1 ? 1 : 0;
        besideTwo += alive(seen.before()) >= 2 ? 1 : 0;
      }
    }
  }

  /** How many jobs have not come to their end. */
  public static long alive(State state) {
    return state.jobs().newestFirst().stream()
        .filter(job -> job.status() != JobStatus.CONCLUDED)
        .count();
  }

  private static long started(Seen seen) {
    return seen.prediction().events().stream()
        .filter(event -> event.name().equals("JOB_STATUS_CHANGE"))
        .filter(event -> event.data().path("status").asText().equals("created"))
        .count();
  }

  /** All commands that were seen. */
  public long commands() {
    return commands;
  }

  /** Those that succeeded. */
  public long succeeded() {
    return succeeded;
  }

  /** Commands sent while two or more jobs were alive. */
  public long crowded() {
    return crowded;
  }

  /** Jobs that were started. */
  public long jobs() {
    return jobs;
  }

  /** Reopens that succeeded while at least this many jobs, one or two, were alive. */
  public long reopensBeside(int alive) {
    return alive >= 2 ? besideTwo : besideOne;
  }
}
