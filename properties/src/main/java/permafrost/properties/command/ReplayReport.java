package permafrost.properties.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.model.QemuVersion;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.ScenarioRunner.Ran;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;

/** Tells how replayed scenarios went, and counts them. For one thread. */
final class ReplayReport {

  private final QemuVersion version;
  private final KnownDivergences known;
  private int agreed;
  private int unmodelled;
  private int knownOnes;
  private int diverged;

  ReplayReport(QemuVersion version, KnownDivergences known) {
    this.version = version;
    this.known = known;
  }

  /**
   * One line of JSON; {@code line}, {@code expected} and {@code actual} are null where all agreed.
   */
  String json(Path file, Ran ran) {
    count(ran);
    Optional<Divergence> divergence = ran.result().divergence();
    Optional<Plan.Unmodelled> outside = ran.plan().unmodelled();
    boolean lost = divergence.isEmpty() && outside.isPresent();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scenario", file.toString())
        .put("steps", ran.result().steps())
        .put("agreed", divergence.isEmpty() && !lost)
        .put("unmodelled", lost)
        .put("diverged", divergence.isPresent())
        .put("line", (Integer) null)
        .put("expected", (String) null)
        .put("actual", (String) null);
    divergence.ifPresent(d -> {
      json.put("line", d.line()).put("expected", d.expected()).put("actual", d.actual());
      json.put("signature", d.signature());
      json.put("known", knownAs(d).isPresent());
    });
    if (lost) {
      json.put("line", outside.get().line()).put("expected", "unmodelled: " + outside.get().what());
    }
    return json.toString();
  }

  /** For people: a line, and the whole divergence where there is one. */
  String text(Path file, Ran ran) {
    count(ran);
    Optional<Divergence> divergence = ran.result().divergence();
    if (divergence.isPresent()) {
      String name = knownAs(divergence.get()).map(k -> " (known: " + k.name() + ")").orElse("");
      return "diverged    " + file + name + "\n\n" + DivergenceText.of(divergence.get()) + "\n";
    }
    int steps = ran.result().steps();
    String checked = steps + (steps == 1 ? " step" : " steps");
    return ran.plan()
        .unmodelled()
        .map(outside ->
            "unmodelled  %s, line %d: %s (%s agreed before it)%n"
                .formatted(file, outside.line(), outside.what(), checked))
        .orElseGet(() -> "agreed      %s (%s)%n".formatted(file, checked));
  }

  /** The last line. */
  String summary() {
    return "%d agreed, %d unmodelled, %d diverged, %d of these known%n"
        .formatted(agreed, unmodelled, diverged + knownOnes, knownOnes);
  }

  /** Whether something diverged that is not known. */
  boolean newlyDiverged() {
    return diverged > 0;
  }

  private Optional<KnownDivergence> knownAs(Divergence divergence) {
    return known.find(divergence.signature(), version);
  }

  private void count(Ran ran) {
    Optional<Divergence> divergence = ran.result().divergence();
    if (divergence.isPresent() && knownAs(divergence.get()).isPresent()) {
      knownOnes++;
    } else if (divergence.isPresent()) {
      diverged++;
    } else if (ran.plan().unmodelled().isPresent()) {
      unmodelled++;
    } else {
      agreed++;
    }
  }
}
