package permafrost.properties.campaign;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a campaign goes on.
 *
 * @param time until it starts no more cases
 * @param cases how many cases it runs; empty where only the time counts
 */
public record Extent(Duration time, OptionalLong cases) {

  /** As long as this, however many cases that makes. */
  public static Extent time(Duration time) {
    return new Extent(time, OptionalLong.empty());
  }

  /** So many cases, however long they take. */
  public static Extent cases(long cases) {
    return new Extent(Duration.ofDays(365), OptionalLong.of(cases));
  }

  /** Whether another case is to be run. */
  boolean hasRoom(long nanos, long casesRun) {
    return nanos < time.toNanos() && casesRun < cases.orElse(Long.MAX_VALUE);
  }
}
