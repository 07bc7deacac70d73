package permafrost.model;

/** One difference between released QEMUs that is meant: which versions have it, and why. */
public enum Behaviour {
  /** Several entries of one reopen: the permissions of the first one are checked first. */
  REOPEN_CHECKS_FIRST_ENTRY_FIRST(8, 0, "the list of nodes to refresh is built in queue order");

  private final QemuVersion since;
  private final String reason;

  Behaviour(int major, int minor, String reason) {
    this.since = new QemuVersion(major, minor, 0);
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
