package permafrost.model.data;

/**
 * A part of what a node shows, all of one kind.
 *
 * @param offset in bytes, of the node
 * @param bytes how long it is
 * @param holder the number of the node of the backing chain that has it, filters left aside, or
 *     {@link permafrost.model.graph.Node#NOBODY} where none has
 */
public record Extent(long offset, long bytes, Kind kind, int holder) {

  /** What block status says of it. */
  public enum Kind {
    /** Data, to be read. */
    DATA,
    /** Known to read as zeroes. */
    ZERO,
    /** Neither of both, as a null device says. */
    NEITHER,
    /** Data or zeroes; the holder has it for sure. */
    ALLOCATED,
    /** Not even who has it is known. */
    UNKNOWN
  }

  /** Where it ends, in bytes. */
  public long end() {
    return offset + bytes;
  }

  Extent moved(long by, int newHolder) {
    return new Extent(offset + by, bytes, kind, newHolder);
  }
}
