package permafrost.model.graph;

/**
 * What a parent uses a child for. Source: {@code BdrvChildRole}; the combinations that occur.
 *
 * @see Edge
 */
public enum Role {
  /** A format's image file: data and metadata. */
  IMAGE,
  /** Data alone, as of {@code raw} with an offset or a size. */
  DATA,
  /** The one child of a filter. */
  FILTERED,
  /** A backing file. */
  COW,
  /** A user's: what it takes and shares is its own decision. */
  USE
}
