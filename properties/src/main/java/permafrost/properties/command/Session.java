package permafrost.properties.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Catalogue;
import permafrost.model.Model;
import permafrost.properties.campaign.Shrinking;
import permafrost.properties.generate.Explanations;
import permafrost.properties.lockstep.Comparison;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Models;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.lockstep.Stage;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.properties.oracle.RefusalTexts;
import permafrost.qmp.Host;
import permafrost.qmp.Limits;

/**
 * What every command works with: the QEMU under test, its models, and what runs scenarios on both.
 *
 * @param host lends folders and processes; ended with this session
 * @param known the divergences that are not new
 */
record Session(
    Host host,
    TestedQemu qemu,
    Models models,
    Stage stage,
    Lockstep lockstep,
    KnownDivergences known)
    implements AutoCloseable {

  /** A healthy QEMU answers in a millisecond; this is for one on a machine with much to do. */
  private static final Limits PATIENT = Limits.USUAL.withReply(Duration.ofSeconds(5));

  /** For a QEMU of which a hang, or a missing event, is expected: no debugger. */
  private static final Limits IMPATIENT =
      new Limits(
          Limits.USUAL.start(),
          Limits.USUAL.firstReply(),
          Limits.USUAL.restarts(),
          Duration.ofMillis(1500),
          Duration.ofSeconds(5),
          Duration.ofMillis(1),
          Duration.ofSeconds(2));

  /**
   * Opens one.
   *
   * @param named what the user called the QEMU to test, if anything
   * @param planted the rule that the model is to forget, if any
   * @param notices takes lines for the user
   * @throws permafrost.fixtures.Unusable if there is no such QEMU
   */
  static Session open(Optional<String> named, Optional<String> planted, PrintWriter notices) {
    QemuBuilds builds = QemuBuilds.ofThisMachine(line -> notice(notices, line));
    return on(named.map(builds::named).orElseGet(builds::found), planted, notices);
  }

  /** Opens one on this build. */
  static Session on(QemuBuild build, Optional<String> planted, PrintWriter notices) {
    TestedQemu qemu = new TestedQemu(build);
    KnownDivergences known = KnownDivergences.read(Home.find().known());
    Host host = Host.open();
    Models models = new Models(host, qemu, Schemas.load(), planted);
    if (!models.standing().known()) {
      notice(notices, models.standing().warning());
    }
    Comparison comparison = new Comparison(new RefusalTexts(Catalogue.refusals()));
    Stage stage = new Stage(host, qemu, PATIENT);
    return new Session(host, qemu, models, stage, new Lockstep(comparison), known);
  }

  /** What is known of the QEMU under test. */
  Explanations explanations() {
    return new Explanations(known, qemu.version());
  }

  /** The known divergence that explains the one that a scenario came to, if it is explained. */
  Optional<KnownDivergence> explanation(ScenarioRunner.Ran ran) {
    return ran.result()
        .divergence()
        .flatMap(divergence -> {
          Model model = models.of(ScenarioRunner.program(ran.plan().scenario()));
          return explanations().of(model, ran.plan(), divergence);
        });
  }

  /** The same, with a model that forgets a rule; ended with this one. */
  Session forgetting(String rule) {
    Models forgetful = new Models(host, qemu, Schemas.load(), Optional.of(rule));
    return new Session(host, qemu, forgetful, stage, lockstep, known);
  }

  /** Runs scenarios, one after the other. */
  ScenarioRunner runner() {
    return new ScenarioRunner(models, stage, lockstep);
  }

  /** Shrinks scenarios, each within this budget, until stopped. */
  Shrinking shrinking(Duration budget, BooleanSupplier stop) {
    Stage quick = stage.within(IMPATIENT);
    return new Shrinking(new ScenarioRunner(models, quick, lockstep), runner(), budget, stop);
  }

  @Override
  public void close() {
    host.close();
  }

  static void notice(PrintWriter notices, String line) {
    notices.println("permafrost: " + line);
    notices.flush();
  }
}
