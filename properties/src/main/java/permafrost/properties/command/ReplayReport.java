package permafrost.properties.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.model.QemuVersion;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.ScenarioRunner.Ran;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;

/** Tells how scenarios went that were replayed on one QEMU, and keeps it. For one thread. */
final class ReplayReport {

  private final QemuVersion version;
  private final List<ReplayVerdict> verdicts = new ArrayList<>();

  ReplayReport(QemuVersion version) {
    this.version = version;
  }

  /** What was tested. */
  QemuVersion version() {
    return version;
  }

  /** One for each scenario, in the order in which they were told. */
  List<ReplayVerdict> verdicts() {
    return Collections.unmodifiableList(verdicts);
  }

  /**
   * One line of JSON; {@code line}, {@code expected} and {@code actual} are null where all agreed.
   *
   * @param known what explains its divergence
   */
  String json(Path file, Ran ran, Optional<KnownDivergence> known) {
    ReplayVerdict verdict = keep(ran, known);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scenario", file.toString())
        .put("qemu", version.toString())
        .put("steps", ran.result().steps())
        .put("agreed", verdict == ReplayVerdict.AGREED)
        .put("unmodelled", verdict == ReplayVerdict.UNMODELLED)
        .put("diverged", verdict == ReplayVerdict.DIVERGED || verdict == ReplayVerdict.KNOWN)
        .put("line", (Integer) null)
        .put("expected", (String) null)
        .put("actual", (String) null);
    ran.result()
        .divergence()
        .ifPresent(d -> {
          json.put("line", d.line()).put("expected", d.expected()).put("actual", d.actual());
          json.put("signature", d.signature());
          json.put("known", verdict == ReplayVerdict.KNOWN);
        });
    if (verdict == ReplayVerdict.UNMODELLED) {
      Plan.Unmodelled outside = ran.plan().unmodelled().orElseThrow();
      json.put("line", outside.line()).put("expected", "unmodelled: " + outside.what());
    }
    return json.toString();
  }

  /**
   * For people: a line, and the whole divergence where there is one.
   *
   * @param known what explains it
   */
  String text(Path file, Ran ran, Optional<KnownDivergence> known) {
    keep(ran, known);
    Optional<Divergence> divergence = ran.result().divergence();
    if (divergence.isPresent()) {
      String name = known.map(k -> " (known: " + k.name() + ")").orElse("");
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

  /** The last line, where no other QEMU was tested. */
  String summary() {
    long knownOnes = count(ReplayVerdict.KNOWN);
    return "%d agreed, %d unmodelled, %d diverged, %d of these known%n"
        .formatted(
            count(ReplayVerdict.AGREED),
            count(ReplayVerdict.UNMODELLED),
            count(ReplayVerdict.DIVERGED) + knownOnes,
            knownOnes);
  }

  /** How many came to this. */
  long count(ReplayVerdict verdict) {
    return verdicts.stream().filter(verdict::equals).count();
  }

  private ReplayVerdict keep(Ran ran, Optional<KnownDivergence> known) {
    ReplayVerdict verdict =
        ran.result()
            .divergence()
            .map(d -> known.isPresent() ? ReplayVerdict.KNOWN : ReplayVerdict.DIVERGED)
            .orElse(
                ran.plan().unmodelled().isPresent()
                    ? ReplayVerdict.UNMODELLED
                    : ReplayVerdict.AGREED);
    verdicts.add(verdict);
    return verdict;
  }
}
