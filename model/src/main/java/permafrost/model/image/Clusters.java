package permafrost.model.image;

/**
 * What is known of the clusters that a qcow2 image has of its own.
 *
 * @param full every byte before this one is allocated
 * @param untouched from this byte on nothing is allocated
 */
public record Clusters(long full, long untouched) {

  /** Nothing is known. */
  public static final Clusters UNKNOWN = new Clusters(0, Long.MAX_VALUE);

  /** Those of a new image. */
  static final Clusters NONE = new Clusters(0, 0);

  /** Those of an image that is all allocated; its virtual size in bytes. */
  static Clusters all(long virtualSize) {
    return new Clusters(virtualSize, virtualSize);
  }

  /** After a write of so many bytes, whose clusters are this large. */
  Clusters written(long offset, long bytes, int clusterSize) {
    long end = offset + bytes;
    long within = (end + clusterSize - 1) / clusterSize * clusterSize;
    return new Clusters(offset <= full ? Math.max(full, end) : full, Math.max(untouched, within));
  }
}
