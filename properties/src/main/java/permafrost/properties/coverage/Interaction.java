package permafrost.properties.coverage;

import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.Step;
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
  public void saw(Step step) {
    commands++;
    crowded += alive(step.before()) >= 2 ? 1 : 0;
    if (step.prediction() instanceof Prediction.Success) {
      succeeded++;
      jobs += started(step);
      if (step.command().name().equals("blockdev-reopen")) {
        besideOne += alive(step.before()) >= 1 ? 1 : 0;
        besideTwo += alive(step.before()) >= 2 ? 1 : 0;
      }
    }
  }

  /** How many jobs have not come to their end. */
  public static long alive(State state) {
    return state.jobs().newestFirst().stream()
        .filter(job -> job.status() != JobStatus.CONCLUDED)
        .count();
  }

  private static long started(Step step) {
    return step.prediction().events().stream()
        .filter(event -> event.name().equals("JOB_STATUS_CHANGE"))
        .filter(event -> event.data().path("status").asText().equals("created"))
        .count();
  }

  /** All commands that were step. */
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
