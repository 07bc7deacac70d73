package permafrost.model.blockjob;

import java.util.Set;

/** The commands that start a job. */
public final class JobStarts {

  private static final Set<String> NAMES =
      Set.of(
          "block-stream",
          "block-commit",
          "blockdev-mirror",
          "drive-mirror",
          "blockdev-backup",
          "drive-backup");

  private JobStarts() {}

  /** Whether this is the name of such a command. */
  public static boolean include(String name) {
    return NAMES.contains(name);
  }
}
