package permafrost.model.image;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A qcow2 file as it is made: what its header holds, and how long it is. Source: {@code
 * qcow2_co_create}.
 *
 * @param fileSize in bytes, or {@link Image#UNKNOWN_SIZE}
 * @param clusters which it has from the start: all, where they are preallocated
 */
record Qcow2Layout(Qcow2Header header, long fileSize, Clusters clusters) {

  private static final long SMALLEST_CLUSTER = 512;
  private static final long GREATEST_CLUSTER = 2 << 20;
  private static final long SMALLEST_CLUSTER_OF_SUBCLUSTERS = 16 << 10;
  private static final int ENTRY = 8;

  /** The header, the refcount table and one refcount block, one cluster each. */
  private static final int CLUSTERS_BEFORE_L1 = 3;

  /**
   * The layout that these options give, or empty where they are refused or not known.
   *
   * @param options of {@code qemu-img create -o}
   * @param virtualSize in bytes, a multiple of 512
   */
  static Optional<Qcow2Layout> of(
      Map<String, String> options, long virtualSize, String backing, String backingFormat) {
    OptionalLong cluster = SizeText.bytes(options.getOrDefault("cluster_size", "64k"));
    Optional<Integer> version = version(options.getOrDefault("compat", "1.1"));
    Optional<Boolean> lazy = truth(options.getOrDefault("lazy_refcounts", "off"));
    Optional<Boolean> extended = truth(options.getOrDefault("extended_l2", "off"));
    OptionalLong bits = SizeText.bytes(options.getOrDefault("refcount_bits", "16"));
    String compression = options.getOrDefault("compression_type", "zlib");
    if (cluster.isEmpty()
        || version.isEmpty()
        || lazy.isEmpty()
        || extended.isEmpty()
        || bits.isEmpty()
        || !(compression.equals("zlib") || compression.equals("zstd"))
        || !isClusterSize(cluster.getAsLong(), extended.get())
        || !isPowerOfTwo(bits.getAsLong(), 1, 64)) {
      return Optional.empty();
    }
    boolean plain =
        !lazy.get() && !extended.get() && bits.getAsLong() == 16 && compression.equals("zlib");
    if (version.get() == 2 && !plain) {
      return Optional.empty();
    }
    Qcow2Header header =
        new Qcow2Header(
            version.get(),
            virtualSize,
            (int) cluster.getAsLong(),
            (int) bits.getAsLong(),
            lazy.get(),
            extended.get(),
            compression,
            backing,
            backingFormat);
    boolean sparse = options.getOrDefault("preallocation", "off").equals("off");
    if (sparse) {
      return Optional.of(new Qcow2Layout(header, fileSize(header), Clusters.NONE));
    }
    Clusters clusters = extended.get() ? Clusters.UNKNOWN : Clusters.all(virtualSize);
    return Optional.of(new Qcow2Layout(header, Image.UNKNOWN_SIZE, clusters));
  }

  /** The L1 table comes last and is written no further than it has entries. */
  static long fileSize(Qcow2Header header) {
    long cluster = header.clusterSize();
    long l1Bytes = ENTRY * l1Entries(header);
    long clusters = CLUSTERS_BEFORE_L1 + divideUp(l1Bytes, cluster);
    long countedByOneBlock = cluster * 8 / header.refcountBits();
    return clusters <= countedByOneBlock
        ? CLUSTERS_BEFORE_L1 * cluster + l1Bytes
        : Image.UNKNOWN_SIZE;
  }

  /** After the only L2 table, in bytes; empty where there will be several. */
  static OptionalLong firstData(Qcow2Header header) {
    long cluster = header.clusterSize();
    return l1Entries(header) == 1
        ? OptionalLong.of((CLUSTERS_BEFORE_L1 + 2) * cluster)
        : OptionalLong.empty();
  }

  /** How many entries the L1 table has. */
  static long l1Entries(Qcow2Header header) {
    long cluster = header.clusterSize();
    long mappedByOneTable = cluster / (header.extendedL2() ? 2 * ENTRY : ENTRY) * cluster;
    return divideUp(header.virtualSize(), mappedByOneTable);
  }

  private static long divideUp(long number, long by) {
    return (number + by - 1) / by;
  }

  private static boolean isClusterSize(long size, boolean extended) {
    return isPowerOfTwo(
        size, extended ? SMALLEST_CLUSTER_OF_SUBCLUSTERS : SMALLEST_CLUSTER, GREATEST_CLUSTER);
  }

  private static boolean isPowerOfTwo(long number, long least, long greatest) {
    return number >= least && number <= greatest && Long.bitCount(number) == 1;
  }

  private static Optional<Integer> version(String compat) {
    return switch (compat) {
      case "0.10", "v2" -> Optional.of(2);
      case "1.1", "v3" -> Optional.of(3);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word) {
      case "on", "yes", "true", "y" -> Optional.of(true);
      case "off", "no", "false", "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
