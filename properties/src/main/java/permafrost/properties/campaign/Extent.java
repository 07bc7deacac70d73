package permafrost.properties.campaign;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a campaign goes on.
 *
 * @param time until it starts no more cases
 * @param cases how many cases it runs; empty where only the time counts
 * @param first whether the first new divergence ends it
 */
public record Extent(Duration time, OptionalLong cases, boolean first) {

  /** As long as this, however many cases that makes. */
  public static Extent time(Duration time) {
    return new Extent(time, OptionalLong.empty(), false);
  }

  /** So many cases, however long they take. */
  public static Extent cases(long cases) {
    return new Extent(Duration.ofDays(365), OptionalLong.of(cases), false);
  }

  /** The same, ended by the first new divergence. */
  public Extent untilFirst() {
    return new Extent(time, cases, true);
  }

  /** Whether another case is to be run. */
  boolean hasRoom(long nanos, long casesRun, int findings) {
    return !(first && findings > 0)
        && nanos < time.toNanos()
        && casesRun < cases.orElse(Long.MAX_VALUE);
  }
}
