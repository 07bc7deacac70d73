package permafrost.properties.campaign;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import permafrost.fixtures.Unusable;
import permafrost.model.Model;
import permafrost.model.scenario.Scenario;
import permafrost.properties.generate.Explanations;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.lockstep.Result;
import permafrost.properties.lockstep.Stage;
import permafrost.properties.lockstep.Staged;
import permafrost.properties.oracle.Divergence;
import permafrost.qmp.HostException;
import permafrost.qmp.LostReply;

/**
 * Runs random cases on QEMU and the model side by side, one after the other, and writes down and
 * shrinks what diverges. The same seed gives the same cases.
 */
public final class Campaign {

  private final Setup setup;
  private final Tally tally;
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final long start = System.nanoTime();

  /**
   * All that a campaign is made of.
   *
   * @param model what a case is held against
   * @param cases makes them
   * @param seed of all cases
   * @param extent when to end
   * @param stage sets them up
   * @param lockstep runs them
   * @param shrinking makes what diverges small
   * @param known what is not new, of the QEMU under test
   * @param out where new ones are written down
   * @param origin the QEMU and the seed, one line for people, to be written down with them
   * @param interruption ends the campaign before its time
   * @param twice whether each case is run a second time, to see that the verdict is the same
   */
  public record Setup(
      Function<Scenario, Model> model,
      CaseSource cases,
      long seed,
      Extent extent,
      Stage stage,
      Lockstep lockstep,
      Shrinking shrinking,
      Explanations known,
      FindingsFolder out,
      String origin,
      Interruption interruption,
      boolean twice) {}

  /** A campaign that has not begun. */
  public Campaign(Setup setup) {
    this.setup = setup;
    this.tally = new Tally(setup.known().version());
  }

  /**
   * Runs it to its end.
   *
   * @param progress is told after each case
   * @throws permafrost.fixtures.Unusable if findings can not be written
   * @throws HostException if this machine has no space or process for it
   */
  public Outcome run(Progress progress) {
    CaseSeeds seeds = new CaseSeeds(setup.seed());
    try (Pipeline pipeline =
        new Pipeline(index -> {
          CaseSource.Case made = made(seeds.of(index));
          return new Pipeline.Ready(
              made,
              made.scenario()
                  .map(s -> setup.stage().set(new Planner(setup.model().apply(s)).plan(s))));
        })) {
      while (goesOn()) {
        one(pipeline);
        pipeline.ended().ifPresent(this::ended);
        progress.update(tally, nanos(), findings.size());
      }
      Optional<Pipeline.Ended> last = pipeline.last();
      while (last.isPresent()) {
        ended(last.get());
        last = pipeline.last();
      }
    } catch (HostException e) {
      if (!setup.interruption().asked()) {
        throw e;
      }
    }
    return new Outcome(
        tally, List.copyOf(findings.values()), nanos() / 1e9, setup.interruption().asked());
  }

  /**
   * What came of a campaign.
   *
   * @param tally what was counted
   * @param findings the new divergences, in the order in which they were found
   * @param seconds how long it took
   * @param interrupted whether it was told to end before its time
   */
  public record Outcome(Tally tally, List<Finding> findings, double seconds, boolean interrupted) {
    public Outcome {
      findings = List.copyOf(findings);
    }
  }

  private boolean goesOn() {
    return !setup.interruption().asked()
        && setup.extent().hasRoom(nanos(), tally.cases(), findings.size());
  }

  private long nanos() {
    return System.nanoTime() - start;
  }

  /** A generator that fails has made nothing; what it failed with is counted. */
  private CaseSource.Case made(long caseSeed) {
    try {
      return setup.cases().of(caseSeed);
    } catch (Unusable | HostException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError fault) {
      return CaseSource.Case.failed("case seed " + caseSeed + " makes no case: " + fault);
    }
  }

  private void one(Pipeline pipeline) {
    Pipeline.Ready ready = pipeline.take();
    ready.made().dropped().forEach(tally::unmodelled);
    boolean careful = ready.made().careful();
    ready.staged().ifPresentOrElse(staged -> one(pipeline, staged, careful), tally::madeNothing);
  }

  private void one(Pipeline pipeline, Staged staged, boolean careful) {
    Result result;
    try {
      result = setup.lockstep().commands(staged, setup.interruption()::asked);
    } catch (LostReply lost) {
      staged.close();
      tally.lostReply();
      one(pipeline, setup.stage().overStream().set(staged.plan()), careful);
      return;
    }
    boolean cutShort = setup.interruption().asked();
    pipeline.end(staged, careful, result.divergence().isEmpty() && !cutShort);
    if (!cutShort) {
      tally.ran(staged.plan(), result);
      result.divergence().ifPresent(d -> diverged(staged.plan(), careful, d));
      if (setup.twice()) {
        again(staged.plan(), result);
      }
    }
  }

  /** What changes by itself cannot be shrunk. */
  private void again(Plan plan, Result first) {
    tally.ranTwice();
    Optional<Divergence> changed = new Twice(setup.stage(), setup.lockstep()).changed(plan, first);
    changed.ifPresent(divergence -> {
      tally.met(divergence.signature());
      Path folder = setup.out().found(divergence, plan.scenario(), setup.origin());
      findings.put(
          divergence.signature(),
          finding(divergence, plan.scenario(), nanos() / 1e9, folder, "not shrunk"));
    });
  }

  private void ended(Pipeline.Ended ended) {
    ended.divergence().ifPresent(divergence -> diverged(ended.plan(), ended.careful(), divergence));
  }

  private void diverged(Plan plan, boolean careful, Divergence divergence) {
    Scenario scenario = plan.scenario();
    String signature = divergence.signature();
    if (setup.interruption().explains(divergence)) {
      return;
    }
    Model model = setup.model().apply(scenario);
    if (!careful && setup.known().of(model, plan, divergence).isPresent()) {
      tally.known(signature);
      return;
    }
    tally.met(signature);
    if (!findings.containsKey(signature)) {
      double seconds = nanos() / 1e9;
      Path folder = setup.out().found(divergence, scenario, setup.origin());
      findings.put(signature, finding(divergence, scenario, seconds, folder, "not shrunk"));
      shrink(model, scenario, divergence, seconds);
    }
  }

  private void shrink(Model model, Scenario scenario, Divergence divergence, double seconds) {
    Shrinking.Outcome outcome = setup.shrinking().shrink(model, scenario, divergence);
    Scenario shrunk = outcome.shrunk().scenario();
    String origin = setup.origin() + "; " + outcome.text();
    Path folder = setup.out().shrunk(outcome.divergence(), shrunk, origin);
    findings.put(
        divergence.signature(),
        finding(outcome.divergence(), shrunk, seconds, folder, outcome.text()));
  }

  private static Finding finding(
      Divergence divergence, Scenario scenario, double seconds, Path folder, String shrunk) {
    return new Finding(
        divergence,
        scenario.commands().size(),
        seconds,
        folder,
        folder.resolve(FindingsFolder.SCENARIO),
        folder.resolve(FindingsFolder.SCRIPT),
        shrunk);
  }
}
