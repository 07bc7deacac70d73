package permafrost.model.graph;

/**
 * A node's open flags. Source: {@code BDRV_O_*}.
 *
 * @param readOnly not {@code BDRV_O_RDWR}
 * @param direct {@code BDRV_O_NOCACHE}
 * @param noFlush {@code BDRV_O_NO_FLUSH}
 * @param unmap {@code BDRV_O_UNMAP}: discards are passed on
 */
public record Flags(
    boolean readOnly, boolean autoReadOnly, boolean direct, boolean noFlush, boolean unmap) {

  /** No flag set: readable and writable, as options that are all left out give it. */
  public static final Flags NONE = new Flags(false, false, false, false, false);

  public boolean writable() {
    return !readOnly;
  }

  public Flags withUnmap(boolean nowUnmap) {
    return new Flags(readOnly, autoReadOnly, direct, noFlush, nowUnmap);
  }
}
