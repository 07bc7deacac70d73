package permafrost.properties.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import permafrost.fixtures.Home;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Interruption;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.qmp.HostException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: scenarios on one or several QEMUs and the model in lockstep. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Runs scenarios on QEMU and the model in lockstep.")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private TrustOption trust = new TrustOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--qemu",
      paramLabel = "Q",
      description = "a QEMU to test, may be given several times: " + QemuOption.TAKES)
  private List<String> qemus = List.of();

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "scenarios, and folders of them")
  private List<Path> paths;

  ReplayCommand() {}

  @Override
  public Integer call() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      files.addAll(Files.isDirectory(path) ? Home.scenariosIn(path) : List.of(path));
    }
    List<Scenario> scenarios = files.stream().map(trust::read).toList();
    List<QemuBuild> builds = builds();
    Interruption interruption = Interruption.installed();
    int code = Main.IMPOSSIBLE;
    try {
      code = new Replay(files, scenarios, interruption).on(builds);
    } finally {
      interruption.ended(code);
    }
    return code;
  }

  private List<QemuBuild> builds() {
    PrintWriter notices = spec.commandLine().getErr();
    QemuBuilds builds = QemuBuilds.ofThisMachine(line -> Session.notice(notices, line));
    return qemus.isEmpty()
        ? List.of(builds.found())
        : qemus.stream().map(builds::named).distinct().toList();
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  /** One replay of all scenarios on all builds, until it is interrupted. */
  private final class Replay {

    private final List<Path> files;
    private final List<Scenario> scenarios;
    private final Interruption interruption;

    Replay(List<Path> files, List<Scenario> scenarios, Interruption interruption) {
      this.files = files;
      this.scenarios = scenarios;
      this.interruption = interruption;
    }

    int on(List<QemuBuild> builds) {
      List<ReplayReport> reports = new ArrayList<>();
      for (QemuBuild build : builds) {
        if (builds.size() > 1 && !json) {
          print("QEMU " + build + "\n");
        }
        reports.add(on(build));
        if (interruption.asked()) {
          break;
        }
      }
      if (!json) {
        print(
            builds.size() == 1
                ? reports.getFirst().summary()
                : "\n" + new ReplayTable(files, reports).text());
      }
      if (reports.stream().anyMatch(report -> report.count(ReplayVerdict.DIVERGED) > 0)) {
        return Main.DIVERGED;
      }
      int told = reports.stream().mapToInt(report -> report.verdicts().size()).sum();
      return told < files.size() * builds.size() ? Main.IMPOSSIBLE : Main.AGREED;
    }

    private ReplayReport on(QemuBuild build) {
      try (Session session = Session.on(build, Optional.empty(), spec.commandLine().getErr());
          SetAhead ahead = new SetAhead(session.runner(), scenarios)) {
        ReplayReport report = new ReplayReport(build.version());
        ScenarioRunner runner = session.runner();
        for (int i = 0; i < files.size() && !interruption.asked(); i++) {
          Optional<ScenarioRunner.Ran> ran = run(runner, ahead);
          if (ran.isEmpty()) {
            return report;
          }
          Path file = files.get(i);
          Optional<KnownDivergence> known = session.explanation(ran.get());
          print(
              json
                  ? report.json(file, ran.get(), known) + "\n"
                  : report.text(file, ran.get(), known));
        }
        return report;
      }
    }

    /** Empty if it went wrong because all of this was asked to end. */
    private Optional<ScenarioRunner.Ran> run(ScenarioRunner runner, SetAhead ahead) {
      try {
        ScenarioRunner.Ran ran = runner.run(ahead.take());
        return Optional.of(ran)
            .filter(r -> r.result().divergence().filter(interruption::explains).isEmpty());
      } catch (HostException | Unusable e) {
        if (interruption.asked()) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }
}
