package permafrost.qmp;

/** What a file that should be a QEMU turned out to be. */
public sealed interface Probe {

  /** It is one. */
  record Found(Program program) implements Probe {}

  /**
   * It is none that can be used.
   *
   * @param why one line for a user: which file, what is wrong with it, what to do
   */
  record NoQemu(String why) implements Probe {}
}
