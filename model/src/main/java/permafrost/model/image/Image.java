package permafrost.model.image;

/** What stands at a path, as far as opening it tells. */
public sealed interface Image {

  /** A folder. */
  record Folder() implements Image {}

  /**
   * A file without a header that a format driver knows.
   *
   * @param size in bytes
   */
  record Raw(long size) implements Image {}

  /**
   * A qcow2 image.
   *
   * @param size of the file, in bytes
   */
  record Qcow2(Qcow2Header header, long size) implements Image {}

  /**
   * A file of which the model does not know what it holds.
   *
   * @param why for people
   */
  record Opaque(String why) implements Image {}
}
