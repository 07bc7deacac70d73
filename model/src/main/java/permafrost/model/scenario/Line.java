package permafrost.model.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import permafrost.model.Command;

/**
 * One line of a scenario. In its strings {@code $DIR} stands for the scenario's own folder and
 * {@code $SOCK} for a folder for its sockets; a relative path is one in {@code $DIR}, where tools
 * and QEMU run.
 */
public sealed interface Line {

  /** {@code qemu-img} run to its end with these arguments. */
  record QemuImg(List<String> arguments) implements Line {
    public QemuImg {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code qemu-io} run to its end with these arguments. */
  record QemuIo(List<String> arguments) implements Line {
    public QemuIo {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A raw file of {@code size} bytes in which each 512-byte sector n holds n as a big-endian int32
   * in its first and in its last 4 bytes, zeroes between.
   */
  record CreateImage(String path, long size) implements Line {}

  /** A small text file. */
  record WriteFile(String path, String text) implements Line {}

  /**
   * QEMU started with {@code arguments} beyond those every run has.
   *
   * @param program {@code qemu-storage-daemon} or {@code qemu-system-x86_64}
   */
  record Launch(List<String> arguments, String program) implements Line {
    public Launch {
      arguments = List.copyOf(arguments);
    }
  }

  /** A QMP command. */
  record Execute(Command command) implements Line {}

  /** The recorded reply to the command before it: success. */
  record Return(JsonNode value) implements Line {}

  /** The recorded reply to the command before it: refused. */
  record Error(String errorClass, String description) implements Line {}

  /** A recorded event, where it arrived. */
  record Event(String name, JsonNode data) implements Line {}
}
