package permafrost.model.driver;

import java.util.Optional;

/**
 * A file name that stands for a blkdebug node over a file: {@code blkdebug:CONFIG:IMAGE}. Source:
 * {@code blkdebug_parse_filename}.
 *
 * @param config the file with its rules, empty for none
 * @param image the name of the file below
 */
public record BlkdebugName(String config, String image) {

  private static final String PREFIX = "blkdebug:";

  /** The name taken apart, or empty where it is none of these. */
  public static Optional<BlkdebugName> of(String name) {
    int colon = name.indexOf(':', PREFIX.length());
    return name.startsWith(PREFIX) && colon >= 0
        ? Optional.of(
            new BlkdebugName(name.substring(PREFIX.length(), colon), name.substring(colon + 1)))
        : Optional.empty();
  }
}
