package permafrost.properties.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.model.Model;
import permafrost.model.QemuVersion;
import permafrost.model.Step;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.properties.lockstep.Exchange;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;

/**
 * Which known divergence explains one that was met: the one that has its signature, and to which
 * the scenario leads. A signature alone may be that of a new fault.
 *
 * @param known what is written down
 * @param bugs what leads to them
 * @param version of the QEMU that was tested
 */
public record Explanations(
    KnownDivergences known, List<? extends Avoidance> bugs, QemuVersion version) {

  public Explanations {
    bugs = List.copyOf(bugs);
  }

  /** Of all that is written down, for this version. */
  public Explanations(KnownDivergences known, QemuVersion version) {
    this(known, KnownBug.all(), version);
  }

  /**
   * The one that explains this divergence.
   *
   * @param model what the plan was made with
   */
  public Optional<KnownDivergence> of(Model model, Plan plan, Divergence divergence) {
    List<Step> steps = steps(model, plan, lastThatMayMatter(plan, divergence));
    return known.of(version).stream()
        .filter(one -> one.shows(divergence.signature()))
        .filter(one -> isLedTo(one, steps))
        .findFirst();
  }

  /** The line of the next command where an event may be that one's, which was under way already. */
  private static int lastThatMayMatter(Plan plan, Divergence divergence) {
    return plan.exchanges().stream()
        .filter(exchange -> divergence.kind() == Kind.EVENT && exchange.isStep())
        .mapToInt(Exchange::line)
        .filter(line -> line > divergence.line())
        .findFirst()
        .orElse(divergence.line());
  }

  private boolean isLedTo(KnownDivergence one, List<Step> steps) {
    return bugs.stream()
        .filter(bug -> bug.divergences().contains(one.name()))
        .anyMatch(bug ->
            steps.stream()
                .anyMatch(step -> bug.meets(step.before(), step.command(), step.prediction())));
  }

  /** What QEMU was told up to a line, its command line included. */
  private static List<Step> steps(Model model, Plan plan, int line) {
    Files files = Files.NONE;
    for (Line tool : plan.host()) {
      files = model.prepare(files, tool);
    }
    List<Step> steps = new ArrayList<>(model.launchSteps(files, plan.launch()));
    steps.addAll(plan.stepsUpTo(line));
    return steps;
  }
}
