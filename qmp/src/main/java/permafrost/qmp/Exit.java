package permafrost.qmp;

import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param status the exit code, or 128 plus the number of the signal that killed it
 */
public record Exit(int status) {
  /** Linux's numbers, signal(7). */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  /** Whether the process ended by itself and with success. */
  public boolean clean() {
    return status == 0;
  }

  /** The name of the signal that killed the process, such as {@code SIGABRT}. */
  public Optional<String> signal() {
    return Optional.ofNullable(SIGNALS.get(status - 128));
  }

  /** {@code "exit code 1"} or {@code "SIGABRT"}. */
  @Override
  public String toString() {
    return signal().orElse("exit code " + status);
  }
}
