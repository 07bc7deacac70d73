package permafrost.properties.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --qemu}. */
final class QemuOption {

  @Option(
      names = "--qemu",
      paramLabel = "Q",
      description =
          "the QEMU to test: a path to qemu-storage-daemon or qemu-system-x86_64, or a build folder"
              + " that holds them; else what is on PATH, else a private copy of the distribution's")
  private String path;

  QemuOption() {}

  Optional<String> named() {
    return Optional.ofNullable(path);
  }
}
