package permafrost.qmp;

/** What came of starting a QEMU. */
public sealed interface Start {

  /**
   * It runs, and its monitor takes commands.
   *
   * @param qemu to be closed by the caller
   * @param restarts how many came before it that never answered their first command, or greeted
   *     twice
   */
  record Running(Qemu qemu, int restarts) implements Start {}

  /**
   * It does not; nothing of it is left.
   *
   * @param fault how it failed: a {@link Fault.Death} with exit code 1 where it refused its
   *     arguments
   * @param restarts how many such came before it
   */
  record Failed(Fault fault, int restarts) implements Start {}
}
