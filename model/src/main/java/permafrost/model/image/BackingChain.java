package permafrost.model.image;

import java.util.Optional;
import permafrost.model.driver.BlkdebugName;

/** Backing files as {@code qemu-img} finds and opens them. */
final class BackingChain {

  private static final int DEEPEST = 100;

  private BackingChain() {}

  /** What comes of opening one. */
  sealed interface Opened permits Length, Refused, Unknown {}

  /**
   * It opens, and is so long.
   *
   * @param bytes a multiple of 512
   */
  record Length(long bytes) implements Opened {}

  /** It does not open. */
  record Refused() implements Opened {}

  /**
   * The model does not know.
   *
   * @param why for people
   */
  record Unknown(String why) implements Opened {}

  /** Whether a name begins with a protocol. Source: {@code path_has_protocol}. */
  static boolean hasProtocol(String name) {
    int colon = name.indexOf(':');
    int slash = name.indexOf('/');
    return colon >= 0 && (slash < 0 || colon < slash);
  }

  /**
   * A backing file's name as seen from where the image's name is. Source: {@code
   * bdrv_get_full_backing_filename_from_filename}.
   */
  static String fullName(String image, String backing) {
    return hasProtocol(backing) || backing.startsWith("/") || backing.startsWith("$")
        ? backing
        : image.substring(0, image.lastIndexOf('/') + 1) + backing;
  }

  /** Opens an image for reading with all that lies behind it. */
  static Opened open(Files files, String path, String format) {
    return open(files, path, format, DEEPEST);
  }

  private static Opened open(Files files, String path, String format, int deepest) {
    Optional<BlkdebugName> filter = BlkdebugName.of(path);
    if (filter.isPresent() && files.at(filter.get().config()).orElse(null) instanceof Image.Text) {
      return open(files, filter.get().image(), format, deepest - 1);
    }
    if (hasProtocol(path) || deepest == 0) {
      return new Unknown("a backing file that is not a plain path");
    }
    if (files.at(path).isEmpty()) {
      return new Refused();
    }
    return switch (files.at(path).get()) {
      case Image.Folder folder -> new Refused();
      case Image.Barred barred -> new Refused();
      case Image.Opaque opaque -> new Unknown("a backing file that is " + opaque.why());
      case Image.Raw raw -> openRaw(raw.size(), format);
      case Image.Text text -> openRaw(text.size(), format);
      case Image.Qcow2 qcow2 when format.equals("qcow2") ->
          openQcow2(files, path, qcow2.header(), deepest);
      case Image.Qcow2 qcow2 -> openRaw(qcow2.size(), format);
      case Image.Altered altered -> new Unknown("a backing file whose header is altered");
    };
  }

  private static Opened openRaw(long size, String format) {
    if (format.equals("qcow2")) {
      return new Refused();
    }
    return size == Image.UNKNOWN_SIZE || !(format.equals("raw") || format.equals("file"))
        ? new Unknown("a backing file whose size is not known")
        : new Length(SizeText.wholeSectors(size));
  }

  private static Opened openQcow2(Files files, String path, Qcow2Header header, int deepest) {
    if (!header.backingFile().isEmpty()) {
      String full = fullName(path, header.backingFile());
      Opened below = open(files, full, header.backingFormat(), deepest - 1);
      if (!(below instanceof Length)) {
        return below;
      }
    }
    return new Length(header.virtualSize());
  }
}
