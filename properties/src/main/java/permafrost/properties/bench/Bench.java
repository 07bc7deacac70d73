package permafrost.properties.bench;

import java.util.ArrayList;
import java.util.List;
import permafrost.fixtures.Unusable;
import permafrost.model.Model;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.CaseSeeds;
import permafrost.properties.campaign.CaseSource;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.lockstep.Result;
import permafrost.properties.lockstep.Stage;
import permafrost.properties.lockstep.Staged;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;

/** Measures speeds as ratios within one run: what is compared takes turns. */
public final class Bench {

  private static final int SAMPLES = 24;
  private static final int ROUNDS = 5;
  private static final int MOST_SEEDS = 2000;
  private static final long SEED = 1;

  private final Model model;
  private final CaseSource source;
  private final Stage stage;
  private final Lockstep lockstep;

  /** A bench. */
  public Bench(Model model, CaseSource source, Stage stage, Lockstep lockstep) {
    this.model = model;
    this.source = source;
    this.stage = stage;
    this.lockstep = lockstep;
  }

  /**
   * Measures all; takes about half a minute.
   *
   * @param startUp measures how long daemons take to start
   */
  public Measurements measure(StartUp startUp) {
    List<Sample> samples = samples();
    Pair toBare = new Pair();
    Pair toNaive = new Pair();
    long bytes = 0;
    long naiveBytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Sample sample : samples) {
        Timed checked = checked(sample.plan(), stage, lockstep);
        Timed bare = bare(sample);
        Timed naive =
            checked(sample.naive(), stage.overStream(), lockstep.writing(new NaiveEncoding()));
        toBare.add(checked.seconds(), bare.seconds());
        toNaive.add(checked.seconds(), naive.seconds());
        bytes += checked.bytes();
        naiveBytes += naive.bytes();
      }
    }
    double stepsOfRound = samples.stream().mapToInt(sample -> sample.plan().steps()).sum();
    double steps = stepsOfRound * ROUNDS;
    Pair starts = startUp.measure();
    ModelSpeed speed = ModelSpeed.measure(model, samples.stream().map(Sample::plan).toList());
    return new Measurements(
        stepsOfRound / samples.size() / toBare.firstMedian(),
        toBare.speedup(),
        toNaive.speedup(),
        bytes / steps,
        naiveBytes / steps,
        speed.stepsPerSecond(),
        speed.predictionsPerSecond(),
        starts.firstMedian() * 1000,
        starts.secondMedian() * 1000);
  }

  /** Cases that agree; running them warms everything up. */
  private List<Sample> samples() {
    Planner planner = new Planner(model);
    CaseSeeds seeds = new CaseSeeds(SEED);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < MOST_SEEDS && samples.size() < SAMPLES; i++) {
      Scenario scenario = source.of(seeds.of(i)).scenario().orElseThrow();
      Plan plan = planner.plan(scenario);
      Plan naive = planner.plan(NaiveEncoding.naive(scenario));
      if (Sample.fits(plan)
          && agrees(plan, stage, lockstep)
          && agrees(naive, stage.overStream(), lockstep.writing(new NaiveEncoding()))) {
        samples.add(new Sample(plan, naive));
      }
    }
    if (samples.size() < SAMPLES) {
      throw new Unusable(
          "of " + MOST_SEEDS + " cases too few agree with this QEMU to measure with: run fuzz");
    }
    return samples;
  }

  private static boolean agrees(Plan plan, Stage stage, Lockstep way) {
    try (Staged staged = stage.set(plan)) {
      return way.run(staged).divergence().isEmpty();
    }
  }

  private record Timed(double seconds, long bytes) {}

  private Timed checked(Plan plan, Stage stage, Lockstep way) {
    try (Staged staged = stage.set(plan)) {
      long start = System.nanoTime();
      new Planner(model).plan(plan.scenario());
      Result result = way.commands(staged, () -> false);
      return new Timed((System.nanoTime() - start) / 1e9, result.bytes());
    }
  }

  private Timed bare(Sample sample) {
    try (Staged staged = stage.set(sample.plan())) {
      Qemu qemu = ((Start.Running) staged.start().orElseThrow()).qemu();
      double seconds = BareLoop.seconds(qemu, sample.wire(staged.names()));
      return new Timed(seconds, qemu.bytesSent());
    }
  }
}
