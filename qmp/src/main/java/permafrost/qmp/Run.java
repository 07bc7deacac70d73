package permafrost.qmp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program, such as {@code qemu-img}, run to its end. */
public sealed interface Run {

  /**
   * It ended in time.
   *
   * @param exit how
   * @param out the last 64 KiB of its standard output
   * @param err the last 64 KiB of its standard error
   */
  record Ended(Exit exit, String out, String err) implements Run {}

  /**
   * It did not, and has been killed.
   *
   * @param limit how long it was given
   * @param out the last 64 KiB of its standard output
   * @param err the last 64 KiB of its standard error
   */
  record TooSlow(Duration limit, String out, String err) implements Run {}

  /**
   * Runs a program with an empty standard input and waits for its end.
   *
   * @param folder its working directory
   * @param command the program and its arguments; {@link Program#img} and {@link Program#io} make
   *     those of QEMU's tools
   * @param limit how long to wait for its end
   * @throws HostException if it cannot be started
   */
  static Run of(Host host, Path folder, List<String> command, Duration limit) {
    return of(host, folder, command, System.getenv(), limit);
  }

  /**
   * The same in another environment.
   *
   * @param environment what it finds in its environment, all of it
   * @throws HostException if it cannot be started
   */
  static Run of(
      Host host,
      Path folder,
      List<String> command,
      Map<String, String> environment,
      Duration limit) {
    Ward ward = host.spawn(folder, command, environment);
    try {
      boolean ended = ward.await(limit).isPresent();
      String out = ward.out().tail();
      String err = ward.err().tail();
      return ended
          ? new Ended(new Exit(ward.process().exitValue()), out, err)
          : new TooSlow(limit, out, err);
    } finally {
      ward.end();
    }
  }
}
