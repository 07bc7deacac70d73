package permafrost.properties.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Campaign;
import permafrost.properties.campaign.CaseSource;
import permafrost.properties.campaign.Extent;
import permafrost.properties.campaign.Finding;

/** Campaigns in which the model has forgotten that a node name can be taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignTest {

  private static final String TAKEN = "reply blockdev-add: expected success, got NODE_NAME_TAKEN";

  private static final Scenario DIVERGES =
      ScenarioFile.parse(
          "diverges",
          """
          {"scenario": "diverges"}
          {"launch": [], "program": "qemu-storage-daemon"}
          {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "a"}}
          {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "b"}}
          {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "a"}}
          """);

  private static final Scenario AGREES =
      ScenarioFile.parse(
          "agrees",
          """
          {"scenario": "agrees"}
          {"launch": [], "program": "qemu-storage-daemon"}
          {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "a"}}
          """);

  private TestCampaigns campaigns;

  @TempDir private Path out;

  @BeforeAll
  void open() {
    campaigns = TestCampaigns.open().forgetting("NODE_NAME_TAKEN");
  }

  @AfterAll
  void close() {
    campaigns.close();
  }

  /** These scenarios, over and over. */
  private static CaseSource inTurn(Scenario... scenarios) {
    return inTurn(false, scenarios);
  }

  private static CaseSource inTurn(boolean careful, Scenario... scenarios) {
    AtomicInteger next = new AtomicInteger();
    return seed ->
        new CaseSource.Case(
            Optional.of(scenarios[next.getAndIncrement() % scenarios.length]), careful, List.of());
  }

  private Campaign.Outcome run(CaseSource cases, Extent extent) {
    return campaigns.run(cases, 1, extent, out);
  }

  private List<Path> folders() throws Exception {
    try (Stream<Path> list = Files.list(out)) {
      return list.toList();
    }
  }

  @Test
  void aDivergenceIsWrittenDownAndShrunk() {
    Finding finding = run(inTurn(DIVERGES), Extent.cases(1)).findings().getFirst();

    assertThat(finding.divergence().signature()).isEqualTo(TAKEN);
    assertThat(finding.steps()).isEqualTo(1);
    assertThat(ScenarioFile.read(finding.scenario()).commands()).hasSize(1);
    assertThat(ScenarioFile.read(finding.folder().resolve("found.jsonl"))).isEqualTo(DIVERGES);
  }

  @Test
  void aDivergenceIsWholeOnTheDiskBeforeShrinkingBegins() {
    List<Scenario> onDisk = new ArrayList<>();
    BooleanSupplier stop =
        () -> {
          if (onDisk.isEmpty()) {
            try {
              Path folder = folders().getFirst();
              onDisk.add(ScenarioFile.read(folder.resolve("found.jsonl")));
              onDisk.add(ScenarioFile.read(folder.resolve("scenario.jsonl")));
              assertThat(folder.resolve("finding.txt")).content().contains(TAKEN);
              assertThat(folder.resolve("reproduce.sh")).content().contains(TAKEN);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
          return false;
        };

    campaigns.run(inTurn(DIVERGES), 1, Extent.cases(1), out, campaigns.shrinking(stop));

    assertThat(onDisk).containsExactly(DIVERGES, DIVERGES);
  }

  @Test
  void oneSignatureIsOneFindingHoweverOftenItIsMet() throws Exception {
    Campaign.Outcome outcome = run(inTurn(DIVERGES, AGREES), Extent.cases(6));

    assertThat(outcome.findings()).hasSize(1);
    assertThat(folders()).containsExactly(outcome.findings().getFirst().folder());
    assertThat(outcome.tally().met()).containsOnlyKeys(TAKEN).containsEntry(TAKEN, 3L);
  }

  @Test
  void aKnownDivergenceInACaseThatStepsAroundThemIsAFinding() {
    Campaign.Outcome outcome =
        campaigns.knowing(TAKEN).run(inTurn(true, DIVERGES), 1, Extent.cases(1), out);

    assertThat(outcome.tally().known()).isEmpty();
    assertThat(outcome.findings()).hasSize(1);
  }

  @Test
  void aKnownDivergenceIsCountedApartAndIsNoFinding() throws Exception {
    Campaign.Outcome outcome =
        campaigns.knowing(TAKEN).run(inTurn(DIVERGES, AGREES), 1, Extent.cases(4), out);

    assertThat(outcome.tally().known()).containsOnlyKeys(TAKEN).containsEntry(TAKEN, 2L);
    assertThat(outcome.tally().met()).isEmpty();
    assertThat(outcome.findings()).isEmpty();
    assertThat(folders()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameCases() {
    List<Scenario> first = casesOf(7);

    assertThat(casesOf(7)).isEqualTo(first);
    assertThat(casesOf(8)).doesNotContainAnyElementsOf(first);
  }

  private List<Scenario> casesOf(long seed) {
    List<Scenario> made = new CopyOnWriteArrayList<>();
    CaseSource generated = campaigns.generated();
    CaseSource remembering =
        caseSeed -> {
          CaseSource.Case one = generated.of(caseSeed);
          one.scenario().ifPresent(made::add);
          return new CaseSource.Case(Optional.of(AGREES), false, List.of());
        };
    campaigns.run(remembering, seed, Extent.cases(5), out);
    return made.subList(0, 5);
  }

  @Test
  void aCampaignEndsAfterItsCases() {
    assertThat(run(inTurn(AGREES), Extent.cases(3)).tally().cases()).isEqualTo(3);
  }

  @Test
  void aCampaignWithoutTimeRunsNothing() {
    assertThat(run(inTurn(AGREES), Extent.time(Duration.ZERO)).tally().cases()).isZero();
  }

  @Test
  void aCampaignEndsWithItsFirstFindingWhereAsked() {
    Campaign.Outcome outcome = run(inTurn(AGREES, DIVERGES), Extent.cases(100).untilFirst());

    assertThat(outcome.findings()).hasSize(1);
    assertThat(outcome.tally().cases()).isEqualTo(2);
  }

  @Test
  void shrinkingEndsWhenItIsToldToAndKeepsWhatItHas() {
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier stop = () -> asked.incrementAndGet() > 3;

    Campaign.Outcome outcome =
        campaigns.run(inTurn(DIVERGES), 1, Extent.cases(1), out, campaigns.shrinking(stop));

    Finding finding = outcome.findings().getFirst();
    assertThat(finding.shrunk()).contains("not to the end");
    Scenario kept = ScenarioFile.read(finding.scenario());
    assertThat(campaigns.session().runner().run(kept).result().divergence())
        .hasValueSatisfying(d -> assertThat(d.signature()).isEqualTo(TAKEN));
  }

  @Test
  void aGeneratorThatFailsIsCountedAndTheRunGoesOn() {
    AtomicInteger next = new AtomicInteger();
    CaseSource failing =
        seed -> {
          if (next.getAndIncrement() % 2 == 0) {
            throw new IllegalStateException("no case today");
          }
          return new CaseSource.Case(Optional.of(AGREES), false, List.of());
        };

    Campaign.Outcome outcome = run(failing, Extent.cases(4));

    assertThat(outcome.tally().cases()).isEqualTo(4);
    assertThat(outcome.tally().steps()).isEqualTo(2);
    assertThat(outcome.tally().unmodelled().keySet())
        .hasSize(2)
        .allSatisfy(what -> assertThat(what).contains("no case today"));
  }
}
