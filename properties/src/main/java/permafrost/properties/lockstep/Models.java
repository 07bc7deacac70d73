package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Catalogue;
import permafrost.model.Model;
import permafrost.model.Refusal;
import permafrost.model.Rulebook;
import permafrost.model.qapi.Schema;
import permafrost.qmp.Fault;
import permafrost.qmp.Host;
import permafrost.qmp.Launch;
import permafrost.qmp.Qemu;
import permafrost.qmp.Reply;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

/** The model of each program of the QEMU under test, from the schema that it tells itself. */
public final class Models {

  private final Host host;
  private final TestedQemu qemu;
  private final Schemas schemas;
  private final Rulebook rulebook;
  private final Map<String, Model> models = new ConcurrentHashMap<>();

  /**
   * Models of this QEMU.
   *
   * @param schemas of the known versions: which one's behaviour to take, and the schema of a QEMU
   *     that does not tell its own
   * @param planted the rule that the model is to forget, if any
   */
  public Models(Host host, TestedQemu qemu, Schemas schemas, Optional<String> planted) {
    this.host = host;
    this.qemu = qemu;
    this.schemas = schemas;
    Rulebook rules = Rulebook.of(standing(schemas, qemu).rules());
    this.rulebook = planted.map(rules::forgetting).orElse(rules);
  }

  private static Schemas.Standing standing(Schemas schemas, TestedQemu qemu) {
    return schemas.standing(qemu.version());
  }

  /** The refusals that a command can come to on this QEMU. */
  public List<Refusal> reachable() {
    return Catalogue.reachable(rulebook);
  }

  /** The refusals that this QEMU has, those that nothing leads to included. */
  public List<Refusal> refusals() {
    return Catalogue.refusals(rulebook);
  }

  /** Whether the model knows this very version, and which one stands in for it. */
  public Schemas.Standing standing() {
    return standing(schemas, qemu);
  }

  /**
   * The model of a program; asks the program once.
   *
   * @param program as in a launch line
   * @throws Unusable if it does not start
   */
  public Model of(String program) {
    return models.computeIfAbsent(program, name -> new Model(schema(name), rulebook));
  }

  private Schema schema(String program) {
    try (Workspace folder = host.workspace()) {
      return switch (Qemu.start(host, Launch.of(qemu.program(program), folder.path()))) {
        case Start.Running running -> schema(program, running);
        case Start.Failed failed -> throw new Unusable(doesNotStart(program, failed.fault()));
      };
    }
  }

  private Schema schema(String program, Start.Running running) {
    try (Qemu started = running.qemu()) {
      Optional<JsonNode> told =
          started.execute("{\"execute\":\"query-qmp-schema\"}") instanceof Reply.Return done
              ? Optional.of(done.value())
              : Optional.empty();
      return told.map(Schema::of).orElseGet(() -> schemas.schema(program, qemu.version()));
    }
  }

  private String doesNotStart(String program, Fault fault) {
    String why =
        switch (fault) {
          case Fault.Death death -> death.exit() + ", " + death.stderr();
          case Fault.Hang hang -> "nothing came while waiting for " + hang.awaited();
          case Fault.Garbage garbage -> garbage.what() + " on its monitor";
          case Fault.Unasked unasked -> "a reply that nobody asked for";
        };
    return qemu.program(program).path()
        + " does not start: "
        + why
        + "; name another QEMU with --qemu";
  }
}
