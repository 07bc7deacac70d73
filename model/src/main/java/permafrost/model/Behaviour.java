package permafrost.model;

/** One difference between released QEMUs that is meant: which versions have it, and why. */
public enum Behaviour {
  /** Several entries of one reopen: the permissions of the first one are checked first. */
  REOPEN_CHECKS_FIRST_ENTRY_FIRST(8, 0, 0, "the list of nodes to refresh is built in queue order"),

  /** A filter that was taken out of the graph keeps its child until it goes itself. */
  DROPPED_FILTER_KEEPS_CHILD(10, 0, 13, "it is still shown while a concluded job holds it");

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
