package permafrost.model.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import permafrost.model.Rulebook;

/**
 * The limits of a throttle group while it is being made: six buckets, in the order in which they
 * are checked. Source: {@code ThrottleConfig}.
 */
final class ThrottleConfig {

  private static final List<String> BUCKETS =
      List.of("bps-total", "bps-read", "bps-write", "iops-total", "iops-read", "iops-write");

  private static final int BPS = 0;
  private static final int IOPS = 3;
  private static final long GREATEST = 1_000_000_000_000_000L;
  private static final long GREATEST_LENGTH = 0xFFFF_FFFFL;
  private static final String MAX = "-max";
  private static final String LENGTH = "-max-length";
  private static final String SIZE = "iops-size";
  private static final String OWN_PREFIX = "x-";

  private final Rulebook rulebook;

  /** Per second, unsigned. */
  private final long[] average = new long[BUCKETS.size()];

  /** Per second in a burst, unsigned. */
  private final long[] max = new long[BUCKETS.size()];

  /** Seconds, unsigned. */
  private final long[] length = new long[BUCKETS.size()];

  /** Bytes, unsigned. */
  private long size;

  ThrottleConfig(Rulebook rulebook) {
    this.rulebook = rulebook;
    Arrays.fill(length, 1);
  }

  /** Sets all that is given under {@code limits}. Source: {@code throttle_limits_to_config}. */
  void setLimits(JsonNode limits) {
    for (int i = 0; i < BUCKETS.size(); i++) {
      average[i] = limits.path(BUCKETS.get(i)).asLong(average[i]);
      max[i] = limits.path(BUCKETS.get(i) + MAX).asLong(max[i]);
    }
    for (int i = 0; i < BUCKETS.size(); i++) {
      JsonNode given = limits.path(BUCKETS.get(i) + LENGTH);
      if (!given.isMissingNode()) {
        if (given.longValue() > GREATEST_LENGTH) {
          rulebook.refuse(ObjectRefusal.THROTTLE_LENGTH_RANGE, BUCKETS.get(i) + LENGTH);
        }
        length[i] = given.longValue();
      }
    }
    size = limits.path(SIZE).asLong(size);
    checkValid();
  }

  /**
   * Sets one limit by its own property, {@code x-} and the name. Source: {@code
   * throttle_group_set}.
   */
  void setProperty(String property, long value) {
    if (value < 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_PROPERTY_NEGATIVE);
    }
    String name = property.substring(OWN_PREFIX.length());
    if (name.equals(SIZE)) {
      size = value;
    } else if (name.endsWith(LENGTH)) {
      if (value > GREATEST_LENGTH) {
        rulebook.refuse(ObjectRefusal.THROTTLE_PROPERTY_LENGTH_RANGE, property);
      }
      length[bucket(name, LENGTH)] = value;
    } else if (name.endsWith(MAX)) {
      max[bucket(name, MAX)] = value;
    } else {
      average[bucket(name, "")] = value;
    }
  }

  private static int bucket(String name, String ending) {
    return BUCKETS.indexOf(name.substring(0, name.length() - ending.length()));
  }

  /** Source: {@code throttle_is_valid}. */
  void checkValid() {
    if (totalAndParts(average, BPS)
        || totalAndParts(average, IOPS)
        || totalAndParts(max, BPS)
        || totalAndParts(max, IOPS)) {
      rulebook.refuse(ObjectRefusal.THROTTLE_TOTAL_AND_PARTS);
    }
    if (size != 0 && average[IOPS] == 0 && average[IOPS + 1] == 0 && average[IOPS + 2] == 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_SIZE_WITHOUT_IOPS);
    }
    for (int i = 0; i < BUCKETS.size(); i++) {
      checkBucket(average[i], max[i], length[i]);
    }
  }

  /** Whether requests are held up. Source: {@code throttle_enabled}. */
  boolean limits() {
    return Arrays.stream(average).anyMatch(limit -> limit != 0);
  }

  private static boolean totalAndParts(long[] values, int total) {
    return values[total] != 0 && (values[total + 1] != 0 || values[total + 2] != 0);
  }

  private void checkBucket(long average, long max, long length) {
    if (isTooGreat(average) || isTooGreat(max)) {
      rulebook.refuse(ObjectRefusal.THROTTLE_VALUE_RANGE);
    }
    if (length == 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_LENGTH_ZERO);
    }
    if (Long.compareUnsigned(length, 1) > 0 && max == 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_LENGTH_WITHOUT_RATE);
    }
    if (max != 0 && Long.compareUnsigned(length, Long.divideUnsigned(GREATEST, max)) > 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_LENGTH_TOO_HIGH);
    }
    if (max != 0 && average == 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_MAX_WITHOUT_AVERAGE);
    }
    if (max != 0 && Long.compareUnsigned(max, average) < 0) {
      rulebook.refuse(ObjectRefusal.THROTTLE_MAX_BELOW_AVERAGE);
    }
  }

  private static boolean isTooGreat(long value) {
    return Long.compareUnsigned(value, GREATEST) > 0;
  }
}
