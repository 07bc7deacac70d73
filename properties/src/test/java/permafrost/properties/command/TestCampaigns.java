package permafrost.properties.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.fixtures.known.VersionRange;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Campaign;
import permafrost.properties.campaign.CaseSource;
import permafrost.properties.campaign.Extent;
import permafrost.properties.campaign.FindingsFolder;
import permafrost.properties.campaign.Interruption;
import permafrost.properties.campaign.Progress;
import permafrost.properties.campaign.Shrinking;
import permafrost.properties.generate.Avoidance;
import permafrost.properties.generate.Explanations;
import permafrost.properties.generate.KnownBug;
import permafrost.properties.lockstep.Exchange;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.lockstep.TestedQemu;

/**
 * Campaigns as the command line makes them, on the QEMU of this machine.
 *
 * @param session the QEMU and the model
 * @param explanations what is known
 */
record TestCampaigns(Session session, Explanations explanations) implements AutoCloseable {

  /** For what does not end; what ends does so after a number of runs, however long they take. */
  private static final Duration SHRINKING = Duration.ofMinutes(10);

  /** After so many cases that tell two models not apart, the next is taken as it is. */
  private static final int AT_MOST = 100;

  /** With the whole model. */
  static TestCampaigns open() {
    return of(
        Session.open(Optional.empty(), Optional.empty(), new PrintWriter(Writer.nullWriter())));
  }

  private static TestCampaigns of(Session session) {
    return new TestCampaigns(session, session.explanations());
  }

  /** With a model that forgets a rule; closed with this one. */
  TestCampaigns forgetting(String rule) {
    return of(session.forgetting(rule));
  }

  /** The same, where this signature is a known divergence and no other is. */
  TestCampaigns knowing(String signature) {
    VersionRange version = VersionRange.of(session.qemu().version().toString()).orElseThrow();
    KnownDivergence known =
        new KnownDivergence(
            "known", signature, List.of(), List.of(version), "why", "rule", "", Path.of("none"));
    return new TestCampaigns(
        session,
        new Explanations(
            new KnownDivergences(List.of(known)),
            List.of(new LedToByAll(known.name())),
            session.qemu().version()));
  }

  /** Every command leads to a divergence of this name. */
  private record LedToByAll(String name) implements Avoidance {

    @Override
    public List<String> divergences() {
      return List.of(name);
    }

    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return true;
    }
  }

  Model model() {
    return session.models().of(TestedQemu.DAEMON);
  }

  /** The cases of {@code fuzz}. */
  CaseSource generated() {
    return FuzzCommand.source(
        model(),
        TestedQemu.DAEMON,
        KnownBug.of(session.qemu().version(), KnownDivergences.read(Home.find().known())));
  }

  /**
   * Those of {@link #generated} to which these campaigns' model and another say different things:
   * no other case can show on a QEMU which of the two is right.
   */
  CaseSource tellingApartFrom(TestCampaigns other) {
    CaseSource all = generated();
    return seed -> {
      PrimitiveIterator.OfLong seeds = new SplittableRandom(seed).longs(AT_MOST).iterator();
      CaseSource.Case made = all.of(seeds.nextLong());
      while (seeds.hasNext() && !differs(made.scenario().orElseThrow(), other)) {
        made = all.of(seeds.nextLong());
      }
      return made;
    };
  }

  private boolean differs(Scenario scenario, TestCampaigns other) {
    return !foretold(scenario).equals(other.foretold(scenario));
  }

  /** What the model says to each command, but for how it words an answer. */
  private List<Object> foretold(Scenario scenario) {
    Plan plan = new Planner(model()).plan(scenario);
    return Stream.concat(
            Stream.of(plan.launched()), plan.exchanges().stream().map(Exchange::expected))
        .map(prediction ->
            switch (prediction) {
              case Prediction.Success success -> List.of(success.next(), success.events());
              case Prediction.Refused refused -> refused;
              case Prediction.Unmodelled unmodelled -> unmodelled;
            })
        .toList();
  }

  Shrinking shrinking(BooleanSupplier stop) {
    return session.shrinking(SHRINKING, stop);
  }

  Campaign.Outcome run(CaseSource cases, long seed, Extent extent, Path out) {
    return run(cases, seed, extent, out, shrinking(() -> false));
  }

  Campaign.Outcome run(CaseSource cases, long seed, Extent extent, Path out, Shrinking shrinking) {
    return new Campaign(
            new Campaign.Setup(
                scenario -> model(),
                cases,
                seed,
                extent,
                session.stage(),
                session.lockstep(),
                shrinking,
                explanations,
                new FindingsFolder(out),
                "seed " + seed,
                Interruption.none(),
                false))
        .run(Progress.SILENT);
  }

  @Override
  public void close() {
    session.close();
  }
}
