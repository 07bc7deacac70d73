package permafrost.properties.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --qemu}. */
final class QemuOption {

  /** What it takes. */
  static final String TAKES =
      "a version that is here (7.2, 10.0.13) or the suite of a private copy (sid; see 'qemu list'),"
          + " or a path to qemu-storage-daemon or qemu-system-x86_64 or a folder that holds them;"
          + " else what is on PATH, else a private copy";

  @Option(names = "--qemu", paramLabel = "Q", description = "the QEMU to test: " + TAKES)
  private String path;

  QemuOption() {}

  Optional<String> named() {
    return Optional.ofNullable(path);
  }
}
