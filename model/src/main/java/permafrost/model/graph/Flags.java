package permafrost.model.graph;

/**
 * A node's open flags. Source: {@code BDRV_O_*}.
 *
 * @param readOnly not {@code BDRV_O_RDWR}
 * @param direct {@code BDRV_O_NOCACHE}
 * @param noFlush {@code BDRV_O_NO_FLUSH}
 * @param unmap {@code BDRV_O_UNMAP}: discards are passed on
 * @param inactive {@code BDRV_O_INACTIVE}: its image may belong to another process
 * @param noIo {@code BDRV_O_NO_IO}: nothing but its header is to be read
 */
public record Flags(
    boolean readOnly,
    boolean autoReadOnly,
    boolean direct,
    boolean noFlush,
    boolean unmap,
    boolean inactive,
    boolean noIo) {

  /** No flag set: readable and writable, as options that are all left out give it. */
  public static final Flags NONE = new Flags(false, false, false, false, false);

  /** The flags of an active node. */
  public Flags(
      boolean readOnly, boolean autoReadOnly, boolean direct, boolean noFlush, boolean unmap) {
    this(readOnly, autoReadOnly, direct, noFlush, unmap, false, false);
  }

  /** Whether it was opened for writing, be it active or not. */
  public boolean writable() {
    return !readOnly;
  }

  /** Whether it can be written now. Source: {@code bdrv_is_writable}. */
  public boolean canWrite() {
    return !readOnly && !inactive;
  }

  /** The same flags of a node that turned out to be read-only. */
  public Flags madeReadOnly() {
    return new Flags(true, autoReadOnly, direct, noFlush, unmap, inactive, noIo);
  }

  public Flags withUnmap(boolean nowUnmap) {
    return new Flags(readOnly, autoReadOnly, direct, noFlush, nowUnmap, inactive, noIo);
  }

  public Flags withInactive(boolean nowInactive) {
    return new Flags(readOnly, autoReadOnly, direct, noFlush, unmap, nowInactive, noIo);
  }

  public Flags withNoIo(boolean nowNoIo) {
    return new Flags(readOnly, autoReadOnly, direct, noFlush, unmap, inactive, nowNoIo);
  }
}
