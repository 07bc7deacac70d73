package permafrost.qmp;

import java.nio.file.Path;
import java.util.List;

/**
 * How to start a QEMU.
 *
 * @param program which
 * @param folder its working directory, to which the file names in commands are relative
 * @param args what its command line has beyond monitor, {@code -nodefaults -display none -S} and
 *     machine
 * @param machine whether a qemu-system gets its default machine
 * @param monitor what its monitor is reached by
 * @param limits every bound on waiting for it
 */
public record Launch(
    Program program,
    Path folder,
    List<String> args,
    Machine machine,
    Monitor monitor,
    Limits limits) {

  /** What {@code -M} a qemu-system gets where its arguments name none. */
  public enum Machine {
    /** {@code -M none}: quickest, and devices cannot be added. */
    NONE,
    /** No {@code -M}: what this QEMU takes by itself. */
    DEFAULT
  }

  /** What commands go by, and replies and events come by. */
  public enum Monitor {
    /** A Unix socket. QEMU reads it byte by byte, which takes it longer than most commands do. */
    STREAM,
    /**
     * Datagrams on the loopback device, each read as a whole: several times faster, but what is
     * longer than 64 KiB does not come ({@link LostReply}).
     */
    DATAGRAMS;

    /** The fastest that works here: a sandbox may have no loopback device. */
    public static Monitor fastest() {
      return Loopback.CARRIES ? DATAGRAMS : STREAM;
    }
  }

  /** Copies the list. */
  public Launch {
    args = List.copyOf(args);
  }

  /** A start without a machine, over a stream, with the usual limits. */
  public static Launch of(Program program, Path folder, String... args) {
    return new Launch(program, folder, List.of(args), Machine.NONE, Monitor.STREAM, Limits.USUAL);
  }
}
