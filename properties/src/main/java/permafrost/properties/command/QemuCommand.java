package permafrost.properties.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.fixtures.qemu.Schemas;
import permafrost.fixtures.qemu.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qemu}: the builds that are here, and more of them. */
@Command(
    name = "qemu",
    mixinStandardHelpOptions = true,
    description = "Shows the QEMU builds that are here, and fetches others.")
final class QemuCommand implements Runnable {

  @Spec private CommandSpec spec;

  QemuCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command: name list or fetch");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the builds that are here: on PATH, and private copies.")
  int list() {
    PrintWriter print = spec.commandLine().getOut();
    List<QemuBuild> builds = builds().all();
    Schemas schemas = Schemas.load();
    builds.forEach(build -> print.print(text(build, schemas.standing(build.version()))));
    if (builds.isEmpty()) {
      print.println("no QEMU on PATH, and no private copy");
    }
    print.printf("'./permafrost qemu fetch SUITE' gets others: %s%n", Suite.titles());
    print.flush();
    return Main.AGREED;
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a private copy of a Debian suite's QEMU, or replaces it by a newer one: without root,"
            + " in ~/.cache/permafrost/qemu.",
        "The archive is the one that a Debian host uses, else the public one;"
            + " PERMAFROST_DEBIAN_MIRROR and PERMAFROST_DEBIAN_KEYRING name others."
      })
  int fetch(
      @Parameters(
              arity = "1..*",
              paramLabel = "SUITE",
              description = "bullseye, bookworm, bookworm-backports, trixie or sid")
          List<String> names) {
    PrintWriter print = spec.commandLine().getOut();
    List<Suite> suites = names.stream().map(QemuCommand::suite).toList();
    Schemas schemas = Schemas.load();
    for (Suite suite : suites) {
      QemuBuild build = builds().fetch(suite);
      print.print(text(build, schemas.standing(build.version())));
      print.flush();
    }
    return Main.AGREED;
  }

  private QemuBuilds builds() {
    PrintWriter notices = spec.commandLine().getErr();
    return QemuBuilds.ofThisMachine(line -> Session.notice(notices, line));
  }

  private static Suite suite(String name) {
    return Suite.named(name)
        .orElseThrow(() ->
            new Unusable("'" + name + "' is no suite that is known here: name " + Suite.titles()));
  }

  private static String text(QemuBuild build, Schemas.Standing standing) {
    return "%-9s %-19s %s%n%9s %s%n%9s %s%n"
        .formatted(
            build.version(),
            build.origin(),
            standing.known()
                ? "the model knows it"
                : "the model takes it for " + standing.model() + ", the nearest it knows",
            "",
            build.folder(),
            "",
            build.programs().collect(Collectors.joining(" ")));
  }
}
