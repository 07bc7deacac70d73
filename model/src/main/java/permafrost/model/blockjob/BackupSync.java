package permafrost.model.blockjob;

/** Which part of its source a backup copies by itself. Source: {@code MirrorSyncMode}. */
enum BackupSync {
  /** Everything. */
  FULL,
  /** What is allocated in the source itself. */
  TOP,
  /** Nothing but what is about to be overwritten. */
  NONE;

  static BackupSync named(String name) {
    return switch (name) {
      case "full" -> FULL;
      case "top" -> TOP;
      case "none" -> NONE;
      default -> throw new IllegalArgumentException("sync mode " + name);
    };
  }
}
