package permafrost.model.qapi;

import java.util.Optional;

/**
 * Which integers a member takes. The schema hides this: it says {@code int} for every width. The
 * widths are read from QEMU's {@code qapi/*.json}, see {@link IntegerWidths}.
 */
public enum IntegerWidth {
  /** {@code int} and {@code int64}: anything that fits a signed 64-bit integer. */
  INT64(QapiRefusal.INTEGER_EXPECTED, Long.MIN_VALUE, Long.MAX_VALUE, null),
  /** {@code int32}. */
  INT32(
      QapiRefusal.INTEGER_EXPECTED, Integer.MIN_VALUE, Integer.MAX_VALUE, QapiRefusal.INT32_RANGE),
  /** {@code uint64} and {@code size}: negative numbers are taken too, and wrap. */
  UINT64(QapiRefusal.UINT64_EXPECTED, Long.MIN_VALUE, Long.MAX_VALUE, null),
  /** {@code uint32}. */
  UINT32(QapiRefusal.UINT64_EXPECTED, 0, 0xffff_ffffL, QapiRefusal.UINT32_RANGE),
  /** {@code uint16}. */
  UINT16(QapiRefusal.UINT64_EXPECTED, 0, 0xffff, QapiRefusal.UINT16_RANGE),
  /** {@code uint8}. */
  UINT8(QapiRefusal.UINT64_EXPECTED, 0, 0xff, QapiRefusal.UINT8_RANGE),
  /** A member of which the width is not known. */
  UNKNOWN(null, 0, 0x7f, null);

  private final QapiRefusal typeRefusal;
  private final long least;
  private final long greatest;
  private final QapiRefusal rangeRefusal;

  IntegerWidth(QapiRefusal typeRefusal, long least, long greatest, QapiRefusal rangeRefusal) {
    this.typeRefusal = typeRefusal;
    this.least = least;
    this.greatest = greatest;
    this.rangeRefusal = rangeRefusal;
  }

  /** The least integer that is surely taken. */
  public long least() {
    return least;
  }

  /** The greatest integer that is surely taken and fits a signed 64-bit one. */
  public long greatest() {
    return greatest;
  }

  /** Whether integers from 2^63 to 2^64-1 have the right type; they may still be out of range. */
  boolean readsUnsigned() {
    return typeRefusal == QapiRefusal.UINT64_EXPECTED;
  }

  /** What is said of something that is no 64-bit integer; empty where the width is unknown. */
  Optional<QapiRefusal> typeRefusal() {
    return Optional.ofNullable(typeRefusal);
  }

  /** What is said of an integer out of range; empty where there is no such, or it is unknown. */
  Optional<QapiRefusal> rangeRefusal() {
    return Optional.ofNullable(rangeRefusal);
  }
}
