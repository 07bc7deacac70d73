package permafrost.model.image;

/**
 * What is known of the clusters that a qcow2 image has of its own. All in bytes.
 *
 * @param from before this byte nothing is allocated
 * @param full every byte from {@code from} up to this one is allocated
 * @param untouched from this byte on nothing is allocated
 * @param written whether guests have written all that is known to be allocated, and no zeroes
 */
public record Clusters(long from, long full, long untouched, boolean written) {

  /** Nothing is known. */
  public static final Clusters UNKNOWN = new Clusters(0, 0, Long.MAX_VALUE, false);

  /** Those of a new image. */
  static final Clusters NONE = new Clusters(Long.MAX_VALUE, 0, 0, true);

  /** Those of an image that is all allocated; its virtual size in bytes. */
  static Clusters all(long virtualSize) {
    return new Clusters(0, virtualSize, virtualSize, false);
  }

  /** How much is allocated from the start on. */
  public long fullFromStart() {
    return from == 0 ? full : 0;
  }

  /** After a write of so many bytes, whose clusters are this large. */
  Clusters written(long offset, long bytes, int clusterSize) {
    long start = offset / clusterSize * clusterSize;
    long end = (offset + bytes + clusterSize - 1) / clusterSize * clusterSize;
    boolean whole = written && start == offset && end == offset + bytes;
    boolean touches = start <= full && end >= from;
    if (from >= untouched || start < from && !touches) {
      return new Clusters(start, end, Math.max(untouched, end), whole);
    }
    return new Clusters(
        Math.min(from, start),
        touches ? Math.max(full, end) : full,
        Math.max(untouched, end),
        touches ? whole : written);
  }
}
