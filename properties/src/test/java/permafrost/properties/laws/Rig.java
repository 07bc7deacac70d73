package permafrost.properties.laws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Catalogue;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.State;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.generate.Avoidance;
import permafrost.properties.generate.CaseGenerator;
import permafrost.properties.generate.Explanations;
import permafrost.properties.generate.GeneratedCase;
import permafrost.properties.generate.KnownBug;
import permafrost.properties.lockstep.Comparison;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Models;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.lockstep.Stage;
import permafrost.properties.lockstep.Staged;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.RefusalTexts;
import permafrost.qmp.Event;
import permafrost.qmp.Fault;
import permafrost.qmp.Host;
import permafrost.qmp.Limits;
import permafrost.qmp.Outcome;
import permafrost.qmp.Qemu;
import permafrost.qmp.Reply;
import permafrost.qmp.Start;

/** A QEMU that is there, its model, and generated cases. */
public final class Rig implements AutoCloseable {

  private final Host host = Host.open();
  private final TestedQemu qemu;
  private final Models models;
  private final Stage stage;
  private final Lockstep lockstep =
      new Lockstep(new Comparison(new RefusalTexts(Catalogue.refusals())));
  private final KnownDivergences known = KnownDivergences.read(Home.find().known());
  private final List<Avoidance> avoidances;
  private final CaseGenerator generator;

  /** With this build. */
  public Rig(QemuBuild build) {
    qemu = new TestedQemu(build);
    models = new Models(host, qemu, Schemas.load(), Optional.empty());
    stage = new Stage(host, qemu, Limits.USUAL);
    avoidances = KnownBug.of(version(), known);
    generator = new CaseGenerator(model(), avoidances);
  }

  /** One for each of the {@link BuildsHere#tested builds}; closed when all properties have run. */
  public static List<Rig> all() {
    return Store.getOrCreate(Rig.class, Lifespan.RUN, Rigs::open).get().rigs();
  }

  private record Rigs(List<Rig> rigs) implements Store.CloseOnReset {

    static Rigs open() {
      return new Rigs(BuildsHere.tested().stream().map(Rig::new).toList());
    }

    @Override
    public void close() {
      rigs.forEach(Rig::close);
    }
  }

  /** The model of the storage daemon. */
  public Model model() {
    return models.of(TestedQemu.DAEMON);
  }

  GeneratedCase generated(long seed) {
    return generator.next(seed);
  }

  /** Predicts and runs scenarios. */
  public ScenarioRunner runner() {
    return new ScenarioRunner(models, stage, lockstep);
  }

  /**
   * How many of a case's commands come before a known divergence, which breaks the laws: all, where
   * it meets none.
   */
  int beforeKnown(GeneratedCase made) {
    List<Line> lines = made.scenario().lines();
    int end =
        runner()
            .run(made.scenario())
            .result()
            .divergence()
            .filter(divergence -> isKnown(made.scenario(), divergence))
            .map(divergence -> divergence.line() - 2)
            .orElse(lines.size());
    return (int) lines.subList(0, end).stream().filter(Line.Execute.class::isInstance).count();
  }

  /** Whether the divergence that a scenario came to is explained by one that is written down. */
  public boolean isKnown(Scenario scenario, Divergence divergence) {
    return explanation(scenario, divergence).isPresent();
  }

  /** The known divergence that explains the one that a scenario came to. */
  Optional<KnownDivergence> explanation(Scenario scenario, Divergence divergence) {
    Model model = models.of(ScenarioRunner.program(scenario));
    Plan plan = new Planner(model).plan(scenario);
    return new Explanations(known, version()).of(model, plan, divergence);
  }

  /** Whether the command, sent in this state, meets a known divergence or leads to it. */
  boolean meetsKnown(State state, Command command, Prediction prediction) {
    return avoidances.stream().anyMatch(one -> one.meets(state, command, prediction));
  }

  /** Whether the QEMU has the known divergence of this name. */
  public boolean has(String divergence) {
    return known.of(version()).stream().anyMatch(one -> one.name().equals(divergence));
  }

  /** The QEMU's version. */
  public QemuVersion version() {
    return qemu.version();
  }

  /**
   * What a real QEMU answers to these commands, one after the other, after the host lines and the
   * launch of a generated case; ends before the first to which there is no answer. What the case's
   * own commands set going has come to where it stays before the next one.
   */
  List<Outcome> answers(GeneratedCase made, List<Command> commands) {
    Plan plan = new Planner(model()).plan(made.scenario());
    List<Outcome> outcomes = new ArrayList<>();
    int own = 0;
    try (Staged staged = stage.set(plan)) {
      Qemu started = ((Start.Running) staged.start().orElseThrow()).qemu();
      for (Command command : commands) {
        started.send(staged.names().toWire(command).getBytes(StandardCharsets.UTF_8));
        outcomes.add(
            switch (started.receive()) {
              case Reply reply -> staged.names().toModel(reply);
              case Fault fault -> fault;
            });
        if (own < made.predictions().size() && command == made.scenario().commands().get(own)) {
          settle(started, made.predictions().get(own++).events());
        }
      }
    }
    return outcomes;
  }

  private static void settle(Qemu qemu, List<permafrost.model.Event> predicted) {
    List<permafrost.model.Event> missing = new ArrayList<>(predicted);
    boolean comes = true;
    while (comes && !missing.isEmpty()) {
      Optional<Event> came = qemu.awaitEvent(qemu.limits().events());
      came.flatMap(event -> missing.stream().filter(each -> isSame(each, event)).findFirst())
          .ifPresent(missing::remove);
      comes = came.isPresent();
    }
    if (!missing.isEmpty() && qemu.fault().isEmpty()) {
      throw new AssertionError("predicted, and did not come: " + missing);
    }
  }

  private static boolean isSame(permafrost.model.Event predicted, Event came) {
    return predicted.name().equals(came.name())
        && Stream.of("id", "device", "status")
            .allMatch(member -> predicted.data().path(member).equals(came.data().path(member)));
  }

  /** The build, as in reports. */
  @Override
  public String toString() {
    return "QEMU " + qemu.build();
  }

  @Override
  public void close() {
    host.close();
  }
}
