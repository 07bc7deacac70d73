package permafrost.model.blockjob;

import java.util.Locale;
import java.util.Optional;

/** What a mirror copies. Source: {@code MirrorSyncMode}, those that a mirror knows. */
enum MirrorSync {
  /** All. */
  FULL,
  /** What stands above the source's backing file. */
  TOP,
  /** What is written from now on. */
  NONE;

  /** The mode of this QAPI name, or empty where it is none for a mirror. */
  static Optional<MirrorSync> named(String name) {
    for (MirrorSync sync : values()) {
      if (sync.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(sync);
      }
    }
    return Optional.empty();
  }
}
