package permafrost.properties.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import permafrost.fixtures.Home;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.ScenarioRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: scenarios on QEMU and the model in lockstep. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Runs scenarios on QEMU and the model in lockstep.")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private QemuOption qemu = new QemuOption();
  @Mixin private TrustOption trust = new TrustOption();
  @Spec private CommandSpec spec;

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
    try (Session session =
        Session.open(qemu.named(), Optional.empty(), spec.commandLine().getErr())) {
      return replay(session, files, scenarios);
    }
  }

  private int replay(Session session, List<Path> files, List<Scenario> scenarios) {
    PrintWriter print = spec.commandLine().getOut();
    ScenarioRunner runner = session.runner();
    ReplayReport report = new ReplayReport(session.qemu().version(), session.known());
    for (int i = 0; i < files.size(); i++) {
      ScenarioRunner.Ran ran = runner.run(scenarios.get(i));
      String text = json ? report.json(files.get(i), ran) + "\n" : report.text(files.get(i), ran);
      print.print(text);
      print.flush();
    }
    if (!json) {
      print.print(report.summary());
      print.flush();
    }
    return report.newlyDiverged() ? Main.DIVERGED : Main.AGREED;
  }
}
