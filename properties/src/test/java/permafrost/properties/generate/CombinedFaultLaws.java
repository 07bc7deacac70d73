package permafrost.properties.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsEntry;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReportFormat;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.laws.Rig;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;

/** Which error wins when several apply. */
class CombinedFaultLaws {

  /** A bit of everything that a fault can need: groups, a chain, filters, a writer, a reader. */
  private static final List<String> GRAPH =
      List.of(
          "--object",
          "{\"qom-type\":\"throttle-group\",\"id\":\"a\"}",
          "--blockdev",
          "{\"driver\":\"qcow2\",\"node-name\":\"b\",\"file\":{\"driver\":\"file\","
              + "\"node-name\":\"c\",\"filename\":\"b\"}}",
          "--blockdev",
          "{\"driver\":\"raw\",\"node-name\":\"d\",\"file\":\"b\"}",
          "--blockdev",
          "{\"driver\":\"file\",\"node-name\":\"e\",\"filename\":\"h\",\"read-only\":true}",
          "--blockdev",
          "{\"driver\":\"throttle\",\"node-name\":\"f\",\"throttle-group\":\"a\","
              + "\"file\":{\"driver\":\"null-co\",\"node-name\":\"g\",\"size\":4096}}",
          "--blockdev",
          "{\"driver\":\"blkdebug\",\"node-name\":\"i\",\"image\":{\"driver\":\"null-aio\","
              + "\"node-name\":\"j\"}}",
          "--blockdev",
          "{\"driver\":\"copy-on-read\",\"node-name\":\"k\",\"file\":\"f\"}");

  /**
   * A command with several faults.
   *
   * @param seed of what is not a fault in it
   */
  record Attempt(Combination kind, Driver driver, List<Fault> faults, int seed) {}

  @Property(tries = 100, seed = "7")
  @StatisticsReport(format = Pairs.class)
  void theModelNamesTheFaultThatQemuNames(
      @ForAll("rigs") Rig rig, @ForAll("attempts") List<Attempt> attempts) {
    Line.Launch launch = new Line.Launch(GRAPH, "qemu-storage-daemon");
    Files files = Files.NONE;
    for (Line line : StartingFiles.lines()) {
      files = rig.model().prepare(files, line);
    }
    State state = ((Prediction.Success) rig.model().launch(files, launch)).next();
    List<Line> lines = new ArrayList<>();
    for (Attempt attempt : attempts) {
      Situation situation =
          new Situation(new Dice(new Random(attempt.seed())), rig.model(), state, List.of());
      attempt
          .kind()
          .command(situation, attempt.driver(), attempt.faults())
          .filter(command -> isRefused(rig, state, command))
          .ifPresent(command -> {
            collect(attempt);
            lines.add(new Line.Execute(command));
          });
    }
    List<Line> all = new ArrayList<>();
    Scenario bare = new Scenario("combined faults", "", lines);
    all.addAll(StartingFiles.lines(CaseGenerator.paths(bare.commands(), "b", "h")));
    all.add(launch);
    all.addAll(lines);

    Scenario scenario = new Scenario("combined faults", "", all);
    Optional<Divergence> divergence =
        rig.runner()
            .run(scenario)
            .result()
            .divergence()
            .filter(each -> !rig.isKnown(scenario, each));

    assertThat(divergence.map(DivergenceText::of)).as("%s, %s", rig, attempts).isEmpty();
  }

  /** Refused, and by no known bug: so each leaves the graph as it was. */
  private static boolean isRefused(Rig rig, State state, Command command) {
    Prediction prediction = rig.model().step(state, command);
    for (Avoidance bug : KnownBug.all()) {
      if (bug.meets(state, command, prediction)) {
        return false;
      }
    }
    return prediction instanceof Prediction.Refused;
  }

  private static void collect(Attempt attempt) {
    List<Fault> faults = attempt.faults();
    for (Fault one : faults) {
      for (Fault other : faults) {
        if (one.name().compareTo(other.name()) < 0) {
          Statistics.label("pairs of faults").collect(one.name() + " and " + other.name());
        }
      }
    }
  }

  @Provide
  Arbitrary<Rig> rigs() {
    return Arbitraries.of(Rig.all());
  }

  @Provide
  Arbitrary<List<Attempt>> attempts() {
    Arbitrary<Attempt> attempt =
        Combinators.combine(Arbitraries.of(Combination.class), Arbitraries.of(Driver.class))
            .as((kind, driver) ->
                Combinators.combine(faults(driver), Arbitraries.integers().between(0, 1 << 20))
                    .as((faults, seed) -> new Attempt(kind, driver, faults, seed)))
            .flatMap(each -> each);
    return attempt.list().ofMinSize(1).ofMaxSize(150);
  }

  private static Arbitrary<List<Fault>> faults(Driver driver) {
    return Arbitraries.of(Combination.fitting(driver))
        .list()
        .ofMinSize(2)
        .ofMaxSize(3)
        .uniqueElements();
  }

  /** One line in place of hundreds. */
  public static final class Pairs implements StatisticsReportFormat {
    @Override
    public List<String> formatReport(List<StatisticsEntry> entries) {
      long all = 0;
      List<Fault> faults = Combination.FAULTS;
      for (Fault one : faults) {
        for (Fault other : faults) {
          if (one.name().compareTo(other.name()) < 0 && goTogether(one, other)) {
            all++;
          }
        }
      }
      return List.of("%d of %d pairs of faults in one command".formatted(entries.size(), all));
    }

    private static boolean goTogether(Fault one, Fault other) {
      for (Driver driver : Driver.values()) {
        if (one.fits(driver) && other.fits(driver)) {
          return true;
        }
      }
      return false;
    }
  }
}
