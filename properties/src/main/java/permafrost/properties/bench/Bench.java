package permafrost.properties.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import permafrost.fixtures.Unusable;
import permafrost.model.Model;
import permafrost.properties.campaign.CaseSeeds;
import permafrost.properties.campaign.CaseSource;
import permafrost.properties.lockstep.Lockstep;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.lockstep.RealNames;
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
    for (int round = 0; round < ROUNDS; round++) {
      for (Sample sample : samples) {
        double checked = checked(sample);
        double bare = bare(sample.plan(), sample, false);
        double naive = bare(sample.naive(), sample, true);
        toBare.add(checked, bare);
        toNaive.add(checked, naive);
      }
    }
    double steps = samples.stream().mapToInt(sample -> sample.plan().steps()).sum();
    Pair starts = startUp.measure();
    ModelSpeed speed = ModelSpeed.measure(model, samples.stream().map(Sample::plan).toList());
    return new Measurements(
        steps / samples.size() / toBare.firstMedian(),
        toBare.speedup(),
        toNaive.speedup(),
        bytes(samples, false) / steps,
        bytes(samples, true) / steps,
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
      Plan plan = planner.plan(source.of(seeds.of(i)).scenario());
      if (Sample.fits(plan)) {
        try (Staged staged = stage.set(plan)) {
          if (lockstep.run(staged).divergence().isEmpty()) {
            samples.add(new Sample(plan));
          }
        }
      }
    }
    if (samples.size() < SAMPLES) {
      throw new Unusable(
          "of " + MOST_SEEDS + " cases too few agree with this QEMU to measure with: run fuzz");
    }
    return samples;
  }

  private double checked(Sample sample) {
    try (Staged staged = stage.set(sample.plan())) {
      long start = System.nanoTime();
      new Planner(model).plan(sample.plan().scenario());
      lockstep.commands(staged, () -> false);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private double bare(Plan plan, Sample sample, boolean naive) {
    try (Staged staged = stage.set(plan)) {
      Qemu qemu = ((Start.Running) staged.start().orElseThrow()).qemu();
      List<byte[]> wire =
          naive ? sample.naiveWire(staged.folder().path()) : sample.wire(staged.names());
      return BareLoop.seconds(qemu, wire);
    }
  }

  private static double bytes(List<Sample> samples, boolean naive) {
    Path folder = Path.of("/var/tmp/permafrost-1234567890/w1");
    return samples.stream()
        .mapToLong(
            sample ->
                Sample.bytes(
                    naive
                        ? sample.naiveWire(folder)
                        : sample.wire(new RealNames(folder))))
        .sum();
  }
}
