package permafrost.properties.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.Model;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.FindingsFolder;
import permafrost.properties.campaign.Interruption;
import permafrost.properties.campaign.Shrinking;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shrink}: a diverging scenario made small. */
@Command(
    name = "shrink",
    mixinStandardHelpOptions = true,
    description = "Shrinks a diverging scenario.")
final class ShrinkCommand implements Callable<Integer> {

  @Mixin private QemuOption qemu = new QemuOption();
  @Mixin private TrustOption trust = new TrustOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--time",
      paramLabel = "60s",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "how long at most (default: ${DEFAULT-VALUE})")
  private Duration time;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where the result is written (default: ${DEFAULT-VALUE})")
  private Path out;

  @Parameters(paramLabel = "FILE", description = "the scenario")
  private Path file;

  ShrinkCommand() {}

  @Override
  public Integer call() {
    Scenario scenario = trust.read(file);
    Interruption interruption = Interruption.installed();
    int code = Main.IMPOSSIBLE;
    try (Session session =
        Session.open(qemu.named(), Optional.empty(), spec.commandLine().getErr())) {
      code = shrink(session, scenario, interruption);
    } finally {
      interruption.ended(code);
    }
    return code;
  }

  private int shrink(Session session, Scenario scenario, Interruption interruption) {
    PrintWriter print = spec.commandLine().getOut();
    ScenarioRunner.Ran ran = session.runner().run(scenario);
    Optional<Divergence> found = ran.result().divergence();
    if (found.isEmpty()) {
      print.println(file + " does not diverge: there is nothing to shrink");
      print.flush();
      return Main.AGREED;
    }
    Model model = session.models().of(ScenarioRunner.program(scenario));
    Shrinking.Outcome outcome =
        session.shrinking(time, interruption::asked).shrink(model, scenario, found.get());
    Scenario shrunk = outcome.shrunk().scenario();
    String origin = "QEMU " + session.qemu().version() + ", from " + file + "; " + outcome.text();
    Path folder = new FindingsFolder(out).shrunk(outcome.divergence(), shrunk, origin);
    print.print(DivergenceText.of(outcome.divergence()) + "\n" + ScenarioFile.text(shrunk) + "\n");
    print.printf(
        "QMP commands: %d of %d left, %s%nwritten to %s%n",
        shrunk.commands().size(), scenario.commands().size(), outcome.text(), folder);
    print.flush();
    return session.explanation(ran).isPresent() ? Main.AGREED : Main.DIVERGED;
  }
}
