package permafrost.properties.command;

import java.nio.file.Path;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.scenario.Confinement;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.scenario.Scenario;
import picocli.CommandLine.Option;

/** {@code --trust}. */
final class TrustOption {

  @Option(
      names = "--trust",
      description = "also run scenarios that reach outside their own folder, or could")
  private boolean trusted;

  TrustOption() {}

  /**
   * Reads a scenario's file.
   *
   * @throws Unusable if it is broken, or reaches outside and is not trusted
   */
  Scenario read(Path file) {
    Scenario scenario = ScenarioFile.read(file);
    if (!trusted) {
      new Confinement().check(file.toString(), scenario);
    }
    return scenario;
  }
}
