package permafrost.model;

/** One difference between released QEMUs that is meant: which versions have it, and why. */
public enum Behaviour {
  /** Several entries of one reopen: the permissions of the first one are checked first. */
  REOPEN_CHECKS_FIRST_ENTRY_FIRST(8, 0, 0, "the list of nodes to refresh is built in queue order"),

  /** A filter that was taken out of the graph keeps its child until it goes itself. */
  DROPPED_FILTER_KEEPS_CHILD(10, 0, 13, "it is still shown while a concluded job holds it"),

  /** A copy-before-write filter that is used reads what it filters, even where no one writes. */
  COPY_BEFORE_WRITE_ALWAYS_READS(9, 1, 0, "its copying may begin before the first writer comes"),

  /** A copy-before-write filter keeps the bitmap of what is to be copied, not its file. */
  COPY_BEFORE_WRITE_KEEPS_COPY_BITMAP(9, 1, 0, "what it filters may be gone before it is closed"),

  /**
   * A preallocate filter that no one writes to any more keeps writing and resizing to itself until
   * the command is done.
   */
  PREALLOCATE_LETS_GO_LATER(8, 2, 0, "cutting off what was preallocated is I/O, done afterwards");

  private final QemuVersion since;
  private final String reason;

  Behaviour(int major, int minor, int micro, String reason) {
    this.since = new QemuVersion(major, minor, micro);
    this.reason = reason;
  }

  /** Whether a QEMU of this version does so. */
  public boolean holdsFor(QemuVersion version) {
    return version.compareTo(since) >= 0;
  }

  /** Why, in a few words. */
  public String reason() {
    return reason;
  }
}
