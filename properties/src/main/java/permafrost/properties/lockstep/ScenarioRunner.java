package permafrost.properties.lockstep;

import permafrost.fixtures.Unusable;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.qmp.LostReply;

/** Runs one scenario from its first line to QEMU's end, on a fresh QEMU and the model. */
public final class ScenarioRunner {

  private final Models models;
  private final Stage stage;
  private final Lockstep lockstep;

  /** A runner. */
  public ScenarioRunner(Models models, Stage stage, Lockstep lockstep) {
    this.models = models;
    this.stage = stage;
    this.lockstep = lockstep;
  }

  /**
   * What was sent, and what came of it.
   *
   * @param plan the scenario with its predictions
   * @param result how far it agreed
   */
  public record Ran(Plan plan, Result result) {}

  /**
   * Predicts, runs and compares.
   *
   * @throws Unusable if the scenario can not be run: it starts no QEMU, or a tool fails
   * @throws permafrost.qmp.HostException if this machine has no space or process for it
   */
  public Ran run(Scenario scenario) {
    return run(set(scenario));
  }

  /**
   * Predicts a scenario and sets it up.
   *
   * @throws Unusable if the scenario can not be run: it starts no QEMU, or a tool fails
   * @throws permafrost.qmp.HostException if this machine has no space or process for it
   */
  public Staged set(Scenario scenario) {
    return stage.set(plan(scenario));
  }

  /** Runs and compares what is set up, and ends it. */
  public Ran run(Staged staged) {
    try (staged) {
      return new Ran(staged.plan(), lockstep.run(staged));
    } catch (LostReply lost) {
      return overStream(staged.plan());
    }
  }

  private Ran overStream(Plan plan) {
    try (Staged staged = stage.overStream().set(plan)) {
      return new Ran(plan, lockstep.run(staged));
    }
  }

  /** Predicts without running. */
  public Plan plan(Scenario scenario) {
    return new Planner(models.of(program(scenario))).plan(scenario);
  }

  /** The program that a scenario starts; the daemon where it starts none. */
  public static String program(Scenario scenario) {
    return scenario.lines().stream()
        .filter(Line.Launch.class::isInstance)
        .map(line -> ((Line.Launch) line).program())
        .findFirst()
        .orElse(TestedQemu.DAEMON);
  }
}
