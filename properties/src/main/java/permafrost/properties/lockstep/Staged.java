package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

/**
 * A scenario that is set up.
 *
 * @param plan what will be sent and must be seen
 * @param folder its own folder
 * @param names what this QEMU calls things
 * @param tools what runs host lines
 * @param start what came of starting QEMU; empty where the launch is outside the model
 */
public record Staged(
    Plan plan, Workspace folder, RealNames names, HostLines tools, Optional<Start> start)
    implements AutoCloseable {

  /** Ends QEMU if it still runs, and removes the folder. */
  @Override
  public void close() {
    try (folder) {
      start.ifPresent(came -> {
        if (came instanceof Start.Running running) {
          running.qemu().close();
        }
      });
    }
  }
}
