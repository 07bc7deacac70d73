package permafrost.model.blockjob;

/**
 * A part that a job copies at once.
 *
 * @param offset in bytes
 * @param bytes how long it is
 */
record Copy(long offset, long bytes, Kind kind) {

  /** How. */
  enum Kind {
    /** Read and written. */
    DATA,
    /** Written as zeroes, without being read. */
    ZEROES,
    /** Discarded, which does nothing where the target ignores discards. */
    DISCARD,
    /** It is not known which. */
    UNKNOWN
  }
}
