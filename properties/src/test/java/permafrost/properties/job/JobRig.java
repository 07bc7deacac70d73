package permafrost.properties.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.model.QemuVersion;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.qmp.Host;
import permafrost.qmp.Launch;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

/**
 * The QEMUs that the job machine is held against: the one of this machine, and those that the
 * environment variable {@code PERMAFROST_QEMUS} names, a list of builds like a {@code PATH}.
 */
final class JobRig {

  private static final QemuVersion WITH_CHANGE = new QemuVersion(8, 2, 0);

  private JobRig() {}

  static Stream<TestedQemu> qemus() {
    QemuBuilds builds = QemuBuilds.ofThisMachine(line -> {});
    List<QemuBuild> all = new ArrayList<>(List.of(builds.found()));
    String more = System.getenv().getOrDefault("PERMAFROST_QEMUS", "");
    Stream.of(more.split(":")).filter(n -> !n.isEmpty()).map(builds::named).forEach(all::add);
    return all.stream().map(TestedQemu::new);
  }

  static boolean hasChange(TestedQemu qemu) {
    return qemu.version().compareTo(WITH_CHANGE) >= 0;
  }

  /** Does something with the jobs of a daemon of its own. */
  static <T> T with(Host host, TestedQemu tested, Function<LiveJobs, T> what) {
    try (Workspace folder = host.workspace()) {
      Path path = folder.path();
      Start start = Qemu.start(host, Launch.of(tested.program(TestedQemu.DAEMON), path));
      if (!(start instanceof Start.Running running)) {
        throw new IllegalStateException(start.toString());
      }
      try (Qemu qemu = running.qemu()) {
        return what.apply(new LiveJobs(qemu, tested.version()));
      }
    }
  }
}
