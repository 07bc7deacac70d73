package permafrost.model.image;

/**
 * What a qcow2 file's header tells.
 *
 * @param version 2 or 3 ({@code compat} 0.10 or 1.1)
 * @param virtualSize in bytes
 * @param clusterSize in bytes
 * @param refcountBits the width of a reference count
 * @param backingFile the backing file's name, or empty
 * @param backingFormat its format, or empty
 */
public record Qcow2Header(
    int version,
    long virtualSize,
    int clusterSize,
    int refcountBits,
    boolean lazyRefcounts,
    boolean extendedL2,
    String compressionType,
    String backingFile,
    String backingFormat) {

  /** The same header with another virtual size, in bytes. */
  public Qcow2Header withVirtualSize(long bytes) {
    return new Qcow2Header(
        version,
        bytes,
        clusterSize,
        refcountBits,
        lazyRefcounts,
        extendedL2,
        compressionType,
        backingFile,
        backingFormat);
  }

  /** The same header with another backing file, both texts empty for none. */
  public Qcow2Header withBacking(String file, String format) {
    return new Qcow2Header(
        version,
        virtualSize,
        clusterSize,
        refcountBits,
        lazyRefcounts,
        extendedL2,
        compressionType,
        file,
        format);
  }
}
