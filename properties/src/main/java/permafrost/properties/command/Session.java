package permafrost.properties.command;

import java.io.PrintWriter;
import java.util.Optional;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Catalogue;
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
    QemuBuild build = named.map(builds::named).orElseGet(builds::found);
    TestedQemu qemu = new TestedQemu(build);
    KnownDivergences known = KnownDivergences.read(Home.find().known());
    Host host = Host.open();
    Models models = new Models(host, qemu, Schemas.load(), planted);
    if (!models.standing().known()) {
      notice(notices, models.standing().warning());
    }
    Comparison comparison = new Comparison(new RefusalTexts(Catalogue.refusals()));
    Stage stage = new Stage(host, qemu, Limits.USUAL);
    return new Session(host, qemu, models, stage, new Lockstep(comparison), known);
  }

  ScenarioRunner runner() {
    return new ScenarioRunner(models, stage, lockstep);
  }

  @Override
  public void close() {
    host.close();
  }

  private static void notice(PrintWriter notices, String line) {
    notices.println("permafrost: " + line);
    notices.flush();
  }
}
