package permafrost.properties.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import permafrost.model.Catalogue;
import permafrost.model.QemuVersion;
import permafrost.model.Rulebook;
import permafrost.properties.lockstep.TestedQemu;

/** What 2,000 cases hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {

  private final Distribution distribution = counted();

  private static Distribution counted() {
    CaseGenerator generator = new CaseGenerator(CaseGeneratorTest.model(), KnownBug.all());
    Distribution counted = new Distribution();
    LongStream.range(0, 2000).forEach(seed -> counted.add(generator.next(seed)));
    return counted;
  }

  @Test
  void halfToFourFifthsOfTheCommandsSucceed() {
    assertThat(distribution.successShare()).isBetween(0.5, 0.8);
  }

  @Test
  void everyIdeaHasItsTurn() {
    List<String> names = new ArrayList<>();
    for (Repertoire kind : Repertoire.of(TestedQemu.DAEMON)) {
      kind.ideas(CaseGeneratorTest.model()).forEach(idea -> names.add(kind.nameOf(idea)));
    }
    assertThat(distribution.ideas().keySet()).containsAll(names);
  }

  /** Those that only an emulator can give are among those that can be reached, not among these. */
  @Test
  void mostOfTheRefusalsThatCanBeReachedArePredictedInTwoThousandCases() {
    int reachable = Catalogue.reachable(Rulebook.of(new QemuVersion(7, 2, 22))).size();
    assertThat(distribution.refusals()).hasSizeGreaterThanOrEqualTo(reachable * 80 / 100);
  }

  @Test
  void fewerThanThreeSuggestionsInAThousandAreUnmodelledBesideTheSchema() {
    int dropped =
        distribution.dropped().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(Repertoire.SCHEMA.name()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(dropped)
        .as("%s", distribution.dropped())
        .isLessThan(distribution.steps() * 3 / 1000);
  }

  @Test
  void everyIdeaOfAnEmulatorHasItsTurn() {
    CaseGenerator generator =
        new CaseGenerator(
            CaseGeneratorTest.model(TestedQemu.EMULATOR), TestedQemu.EMULATOR, List.of());
    Distribution counted = new Distribution();
    LongStream.range(0, 400).forEach(seed -> counted.add(generator.next(seed)));

    assertThat(counted.ideas().keySet())
        .containsAll(Repertoire.MACHINE.ideas().stream().map(Repertoire.MACHINE::nameOf).toList());
  }
}
