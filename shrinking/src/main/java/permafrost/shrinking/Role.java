package permafrost.shrinking;

import java.util.Optional;
import java.util.Set;

/** What kind of thing a name in a command names. The same text can be a node's and a file's. */
enum Role {
  NODE,
  OBJECT,
  JOB,
  EXPORT,
  BITMAP,
  FILE;

  /** The keys under which a block node's options name a child, or hold the child's own options. */
  static final Set<String> CHILDREN =
      Set.of("file", "backing", "target", "data-file", "image", "test", "raw", "children");

  private static final Set<String> NODES =
      Set.of(
          "node-name",
          "node-names",
          "device",
          "top-node",
          "base-node",
          "bottom",
          "replaces",
          "filter-node-name",
          "snapshot-node-name",
          "image-node-name",
          "overlay",
          "node",
          "parent");

  /** Commands whose {@code name} is an export's id, or may be. */
  private static final Set<String> EXPORTING =
      Set.of("block-export-add", "nbd-server-add", "nbd-server-remove");

  private static final Set<String> FILES =
      Set.of("filename", "config", "snapshot-file", "backing-file", "image-file");

  /**
   * What a text names.
   *
   * @param command the command it is an argument of
   * @param key the key under which it stands, an array's key for an array's elements
   * @return empty where it is no name
   */
  static Optional<Role> of(String command, String key) {
    if (FILES.contains(key) || isPathOfDrive(command, key)) {
      return Optional.of(FILE);
    }
    if (key.equals("id")) {
      return ofId(command);
    }
    if (command.startsWith("block-job-") && key.equals("device") || key.equals("job-id")) {
      return Optional.of(JOB);
    }
    if (NODES.contains(key) || CHILDREN.contains(key)) {
      return Optional.of(NODE);
    }
    if (key.equals("throttle-group") || key.equals("iothread")) {
      return Optional.of(OBJECT);
    }
    if (key.equals("name") && EXPORTING.contains(command)) {
      return Optional.of(EXPORT);
    }
    boolean bitmap = command.startsWith("block-dirty-bitmap-") && key.equals("name");
    return bitmap || key.equals("bitmap") ? Optional.of(BITMAP) : Optional.empty();
  }

  private static boolean isPathOfDrive(String command, String key) {
    return command.equals("drive") && key.equals("file")
        || command.startsWith("drive-") && key.equals("target");
  }

  private static Optional<Role> ofId(String command) {
    if (command.startsWith("object-")) {
      return Optional.of(OBJECT);
    }
    if (command.startsWith("block-export-")) {
      return Optional.of(EXPORT);
    }
    return command.startsWith("job-") ? Optional.of(JOB) : Optional.empty();
  }
}
