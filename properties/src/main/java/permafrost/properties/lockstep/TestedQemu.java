package permafrost.properties.lockstep;

import java.util.List;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.model.QemuVersion;
import permafrost.qmp.Program;

/**
 * The QEMU under test, ready to be started.
 *
 * @param build what it consists of
 */
public record TestedQemu(QemuBuild build) {

  /** The daemon's name in a scenario's launch line. */
  public static final String DAEMON = "qemu-storage-daemon";

  /** The emulator's. */
  public static final String EMULATOR = "qemu-system-x86_64";

  /** Its version. */
  public QemuVersion version() {
    return build.version();
  }

  /** The program to fuzz: the daemon, which starts sooner, where the build has one. */
  public String preferred() {
    return build.storageDaemon().isPresent() ? DAEMON : EMULATOR;
  }

  /**
   * The program that a launch line names.
   *
   * @throws Unusable if this build does not have it, or there is no {@code qemu-img} or {@code
   *     qemu-io}
   */
  public Program program(String name) {
    return new Program(
        name.equals(DAEMON) ? Program.Kind.STORAGE_DAEMON : Program.Kind.SYSTEM,
        build
            .program(name)
            .orElseThrow(() ->
                new Unusable(
                    "this QEMU build has no "
                        + name
                        + ", which the scenario starts: name one that has it with --qemu")),
        List.of(),
        build.img().orElseThrow(() -> noTool("qemu-img")),
        build.io().orElseThrow(() -> noTool("qemu-io")),
        version().toString(),
        version().toString());
  }

  /** The daemon or emulator that is tested, for people. */
  public String path() {
    return build.storageDaemon().or(build::systemEmulator).map(Object::toString).orElse("");
  }

  private static Unusable noTool(String name) {
    return new Unusable(
        "no " + name + " beside this QEMU or on PATH: install the distribution's qemu-utils");
  }
}
