package permafrost.model.job;

import java.util.OptionalLong;

/**
 * How far a job has come; what is empty is not predicted.
 *
 * @param current done, in bytes: {@code offset} or {@code current-progress}
 * @param total all there is to do, in bytes: {@code len} or {@code total-progress}
 */
public record Progress(OptionalLong current, OptionalLong total) {

  /** Nothing is predicted. */
  public static final Progress UNKNOWN = new Progress(OptionalLong.empty(), OptionalLong.empty());

  /** Both are known. */
  public static Progress of(long current, long total) {
    return new Progress(OptionalLong.of(current), OptionalLong.of(total));
  }
}
