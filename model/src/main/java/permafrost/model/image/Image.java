package permafrost.model.image;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.pcollections.PMap;

/** What stands at a path, as far as opening it tells. */
public sealed interface Image {

  /** The size of a file of which the model does not know the size. */
  long UNKNOWN_SIZE = -1;

  /** A folder. */
  record Folder() implements Image {}

  /**
   * A file without a header that a format driver knows.
   *
   * @param size in bytes, or {@link #UNKNOWN_SIZE}
   * @param filled whether it was written from start to end, so that it has no holes
   */
  record Raw(long size, boolean filled) implements Image {

    /** One of which it is not known where it has holes. */
    public Raw(long size) {
      this(size, false);
    }
  }

  /** A small text, such as a configuration; to format drivers a raw file. */
  record Text(String text) implements Image {

    /** In bytes. */
    public long size() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * A qcow2 image.
   *
   * @param size of the file, in bytes, or {@link #UNKNOWN_SIZE}
   * @param clusters which it has of its own
   */
  record Qcow2(Qcow2Header header, long size, Clusters clusters) implements OfQcow2 {

    /** One of whose clusters nothing is known. */
    public Qcow2(Qcow2Header header, long size) {
      this(header, size, Clusters.UNKNOWN);
    }

    /**
     * Where in the file the first data will stand, in bytes, and what follows it; empty where that
     * is not known.
     */
    public OptionalLong firstData() {
      return hasNoRoomForData() ? Qcow2Layout.firstData(header) : OptionalLong.empty();
    }

    /** Whether the file is as short as that of a new image, which has not even an L2 table. */
    public boolean hasNoRoomForData() {
      return size != UNKNOWN_SIZE && size == Qcow2Layout.fileSize(header);
    }
  }

  /**
   * A qcow2 image of which bytes of the header were overwritten.
   *
   * @param made as it was before
   * @param overwriting the bytes, by their offset: some of {@link HeaderBytes#PLACES}
   */
  record Altered(Qcow2 made, PMap<Integer, Byte> overwriting) implements OfQcow2 {}

  /** What was made as a qcow2 image. */
  sealed interface OfQcow2 extends Image {}

  /**
   * Nothing that can be opened: the way there is barred.
   *
   * @param error what the host says, such as {@code Not a directory}
   */
  record Barred(String error) implements Image {}

  /**
   * A file of which the model does not know what it holds.
   *
   * @param why for people
   */
  record Opaque(String why) implements Image {}
}
