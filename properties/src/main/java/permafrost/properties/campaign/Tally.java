package permafrost.properties.campaign;

import java.util.Map;
import java.util.TreeMap;
import permafrost.model.QemuVersion;
import permafrost.model.Step;
import permafrost.properties.coverage.Interaction;
import permafrost.properties.coverage.JobCoverage;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Result;

/** What a campaign has counted so far. For one thread. */
public final class Tally {

  private long cases;
  private long steps;
  private long twice;
  private long overStream;
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, Long> unmodelled = new TreeMap<>();
  private final Map<String, Long> known = new TreeMap<>();
  private final Map<String, Long> met = new TreeMap<>();
  private final JobCoverage coverage;
  private final Interaction interaction = new Interaction();

  /** Nothing yet, of a QEMU of this version. */
  Tally(QemuVersion version) {
    this.coverage = new JobCoverage(version);
  }

  void ran(Plan plan, Result result) {
    cases++;
    steps += result.steps();
    result.refusals().forEach(refusal -> refusals.merge(refusal.name(), 1L, Long::sum));
    plan.unmodelled().ifPresent(outside -> unmodelled(outside.what()));
    for (Step step : plan.stepsUpTo(Integer.MAX_VALUE).subList(0, result.steps())) {
      coverage.saw(step);
      interaction.saw(step);
    }
  }

  void ranTwice() {
    twice++;
  }

  void lostReply() {
    overStream++;
  }

  void madeNothing() {
    cases++;
  }

  void unmodelled(String what) {
    unmodelled.merge(what, 1L, Long::sum);
  }

  void known(String signature) {
    known.merge(signature, 1L, Long::sum);
  }

  void met(String signature) {
    met.merge(signature, 1L, Long::sum);
  }

  /** CaseSource run. */
  public long cases() {
    return cases;
  }

  /** Cases that were begun again with a monitor that carries longer replies. */
  public long overStream() {
    return overStream;
  }

  /** Cases that were run a second time. */
  public long twice() {
    return twice;
  }

  /** Commands whose reply, graph and nodes were compared. */
  public long steps() {
    return steps;
  }

  /** How often QEMU gave each refusal of the catalogue as predicted. */
  public Map<String, Long> refusals() {
    return Map.copyOf(refusals);
  }

  /** How often each thing that the model does not know was met. */
  public Map<String, Long> unmodelled() {
    return new TreeMap<>(unmodelled);
  }

  /** How often each known divergence was met, by signature. */
  public Map<String, Long> known() {
    return new TreeMap<>(known);
  }

  /** How often each new divergence was met, by signature. */
  public Map<String, Long> met() {
    return new TreeMap<>(met);
  }

  /** What was seen of jobs. */
  public JobCoverage coverage() {
    return coverage;
  }

  /** What went on beside jobs. */
  public Interaction interaction() {
    return interaction;
  }
}
