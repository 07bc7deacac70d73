package permafrost.model.job;

import java.util.Optional;

/**
 * What came of the step of finalization that may fail.
 *
 * @param work the work as it is then
 * @param error why it failed, the job's own message or what {@code strerror} says; empty where it
 *     went well
 */
public record Prepared<C>(JobWork<C> work, Optional<String> error) {

  /** It went well. */
  public static <C> Prepared<C> well(JobWork<C> work) {
    return new Prepared<>(work, Optional.empty());
  }

  /** It failed. */
  public static <C> Prepared<C> failed(JobWork<C> work, String error) {
    return new Prepared<>(work, Optional.of(error));
  }
}
