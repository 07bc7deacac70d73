package permafrost.model.hmp;

import java.util.Optional;
import permafrost.model.data.Traffic;
import permafrost.model.graph.Perm;

/** The commands of {@code qemu-io} that the model knows. Source: {@code cmdinfo_t}. */
enum QemuIoCommand {
  READ("read", "r", 2, Traffic.Kind.READS),
  READV("readv", "readv", 2, Traffic.Kind.READS),
  WRITE("write", "w", 2, Traffic.Kind.WRITES),
  WRITEV("writev", "writev", 2, Traffic.Kind.WRITES),
  DISCARD("discard", "d", 2, Traffic.Kind.WRITES),
  FLUSH("flush", "f", 0, Traffic.Kind.NONE),
  LENGTH("length", "l", 0, Traffic.Kind.NONE),
  INFO("info", "i", 0, Traffic.Kind.NONE);

  private final String name;
  private final String otherName;
  private final int fewestArguments;
  private final Traffic.Kind traffic;

  QemuIoCommand(String name, String otherName, int fewestArguments, Traffic.Kind traffic) {
    this.name = name;
    this.otherName = otherName;
    this.fewestArguments = fewestArguments;
    this.traffic = traffic;
  }

  /** The command of this name. */
  static Optional<QemuIoCommand> named(String name) {
    for (QemuIoCommand command : values()) {
      if (command.name.equals(name) || command.otherName.equals(name)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** Whether it runs with so many arguments; else it only complains on standard error. */
  boolean takes(int arguments) {
    return fewestArguments == 0 ? arguments == 0 : arguments >= fewestArguments;
  }

  /** What it takes of the node, as {@link Perm} bits. */
  int permissions() {
    return traffic == Traffic.Kind.WRITES ? Perm.WRITE : Perm.NONE;
  }

  /** What it does with the node's data. */
  Traffic.Kind traffic() {
    return traffic;
  }
}
