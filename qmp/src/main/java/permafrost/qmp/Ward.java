package permafrost.qmp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process in the guard's care, with what it prints. */
final class Ward {
  private static final Duration AFTER_A_KILL = Duration.ofSeconds(10);

  private final Process process;
  private final Guard guard;
  private final int slot;
  private final Output out;
  private final Output err;
  private final AtomicBoolean released = new AtomicBoolean();

  /** Registers the process with the guard. */
  Ward(Process process, Guard guard, Output out, Output err) {
    this.process = process;
    this.guard = guard;
    this.slot = guard.register(process);
    this.out = out;
    this.err = err;
  }

  Process process() {
    return process;
  }

  Output out() {
    return out;
  }

  Output err() {
    return err;
  }

  /** How it ended; empty if it still runs after the limit. */
  Optional<Exit> await(Duration limit) {
    try {
      return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
          ? Optional.of(new Exit(process.exitValue()))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("waiting for process " + process.pid() + " was interrupted");
    }
  }

  /** The same, but one that is at work is waited for longer. */
  Optional<Exit> awaitAtWork(Duration limit) {
    Patience patience = new Patience(process, limit);
    Optional<Exit> exit = await(limit);
    while (exit.isEmpty() && patience.extended()) {
      exit = await(Duration.ofNanos(patience.deadline() - System.nanoTime()));
    }
    return exit;
  }

  /** Kills it if it still runs, and removes what it printed. Idempotent. */
  void end() {
    boolean interrupted = Thread.interrupted();
    process.destroyForcibly();
    boolean gone = await(AFTER_A_KILL).isPresent();
    if (gone && released.compareAndSet(false, true)) {
      guard.release(slot);
    }
    out.remove();
    err.remove();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
