package permafrost.model.job;

import java.util.List;
import java.util.Optional;

/**
 * All jobs, the newest first. Immutable. Source: {@code jobs} in job.c.
 *
 * @param transactions how many transactions of jobs there have been
 */
public record Jobs<C>(List<Job<C>> newestFirst, int transactions) {

  /** Copies the list. */
  public Jobs {
    newestFirst = List.copyOf(newestFirst);
  }

  /** No job. */
  public static <C> Jobs<C> none() {
    return new Jobs<>(List.of(), 0);
  }

  /** The job of this id. Source: {@code job_get_locked}. */
  public Optional<Job<C>> find(String id) {
    return newestFirst.stream().filter(job -> job.id().equals(id)).findFirst();
  }
}
