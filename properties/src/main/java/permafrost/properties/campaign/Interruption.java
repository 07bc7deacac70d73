package permafrost.properties.campaign;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import permafrost.properties.oracle.Divergence;

/**
 * Ctrl-C and SIGTERM: lets the run come to an orderly end, with its own exit code. Such a signal
 * also reaches the QEMUs, which then die without being to blame.
 */
public final class Interruption {

  private static final long SECONDS_TO_END = 20;
  private static final long MILLIS_BETWEEN_SIGNALS = 500;

  private static final List<String> ENDS =
      List.of("exit code 0", "SIGHUP", "SIGINT", "SIGTERM", "SIGKILL");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endInOrder, "permafrost-interruption");
  private volatile int exitCode = 2;

  private Interruption() {}

  /** From now on, the end of this JVM waits for {@link #ended}, at most 20 seconds. */
  public static Interruption installed() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** One that never comes. */
  public static Interruption none() {
    return new Interruption();
  }

  /** Whether the run is asked to end. */
  public boolean asked() {
    return asked.getCount() == 0;
  }

  /**
   * Whether a QEMU may have ended because of a signal meant for the whole run: where its end looks
   * like it, waits a moment for the signal to arrive here too.
   */
  public boolean explains(Divergence divergence) {
    return asked() || ENDS.stream().anyMatch(divergence.signature()::contains) && soon();
  }

  /** Says that the run has come to its end with this exit code. */
  public void ended(int code) {
    exitCode = code;
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return;
    }
  }

  private boolean soon() {
    try {
      return asked.await(MILLIS_BETWEEN_SIGNALS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void endInOrder() {
    asked.countDown();
    try {
      if (ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
