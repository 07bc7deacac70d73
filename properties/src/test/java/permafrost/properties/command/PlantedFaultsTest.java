package permafrost.properties.command;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.Planted;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Extent;
import permafrost.properties.campaign.Finding;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;

/** A rule that the model forgets is found, and shrunk to the shortest scenario that shows it. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultsTest {

  private static final long SEED = 1;
  private static final int SEEDS = 3;
  private static final Extent UNTIL_FOUND = Extent.cases(10).untilFirst();

  /**
   * How many QMP commands the shortest scenario has. Nodes and groups that are there beforehand
   * stand on QEMU's command line and cost none.
   */
  private enum Shortest {
    /**
     * A rule for adding nodes. None where QEMU's start shows it: what it is to add is on its
     * command line. Else the signature names a command: that one.
     */
    OF_ADDING,
    /** A rule for changing or deleting what is there: the command that does. */
    OF_CHANGING,
    /** A rule for what is exported: the server's start and an export come before the command. */
    OF_EXPORTED;

    /** The number of commands where the divergence has this signature. */
    int commands(String signature) {
      boolean atLaunch = signature.startsWith("launch:") || signature.contains(" after launch:");
      return switch (this) {
        case OF_ADDING -> atLaunch ? 0 : 1;
        case OF_CHANGING -> 1;
        case OF_EXPORTED -> 3;
      };
    }
  }

  /** What only devices show, which these campaigns do not have. */
  private static final Set<String> OF_DEVICES = Set.of("BACKEND_CONTEXT_FIXED");

  /** How many commands more than the shortest scenario a shrunk one may have. */
  private static final int TOO_MANY = 2;

  private static final Map<String, Shortest> SHORTEST =
      Map.ofEntries(
          entry("MEMBER_UNEXPECTED", Shortest.OF_ADDING),
          entry("NODE_NAME_TAKEN", Shortest.OF_ADDING),
          entry("NODE_NAME_INVALID", Shortest.OF_ADDING),
          entry("FORCE_SHARE_NEEDS_READ_ONLY", Shortest.OF_ADDING),
          entry("DETECT_ZEROES_NEEDS_UNMAP", Shortest.OF_ADDING),
          entry("COMPRESSION_UNSUPPORTED", Shortest.OF_ADDING),
          entry("RAW_SIZE_UNALIGNED", Shortest.OF_ADDING),
          entry("THROTTLE_GROUP_NOT_FOUND", Shortest.OF_ADDING),
          entry("PREALLOCATION_UNALIGNED", Shortest.OF_ADDING),
          entry("BITMAP_NOT_FOUND", Shortest.OF_ADDING),
          entry("BLKDEBUG_ALIGNMENT", Shortest.OF_ADDING),
          entry("L2_CACHE_EXCEEDS_CACHE", Shortest.OF_ADDING),
          entry("PERMISSION_CONFLICT", Shortest.OF_ADDING),
          entry("NODE_IS_READ_ONLY", Shortest.OF_ADDING),
          entry("LOCK_NOT_GOT", Shortest.OF_ADDING),
          entry("READ_ONLY_WITH_WRITERS", Shortest.OF_CHANGING),
          entry("NODE_BUSY_AS_BACKING", Shortest.OF_CHANGING),
          entry("NODE_NOT_MONITOR_OWNED", Shortest.OF_CHANGING),
          entry("NODE_IN_USE", Shortest.OF_CHANGING),
          entry("REOPEN_UNSUPPORTED", Shortest.OF_CHANGING),
          entry("OPTION_NOT_RESETTABLE", Shortest.OF_CHANGING),
          entry("OPTION_UNCHANGEABLE", Shortest.OF_CHANGING),
          entry("BACKING_MISSING", Shortest.OF_CHANGING),
          entry("FROZEN_LINK_UNCHANGEABLE", Shortest.OF_CHANGING),
          entry("OBJECT_IN_USE", Shortest.OF_CHANGING),
          entry("EXPORT_ID_TAKEN", Shortest.OF_EXPORTED),
          entry("EXPORT_NAME_TAKEN", Shortest.OF_EXPORTED),
          entry("READ_ONLY_NODE_AS_WRITABLE", Shortest.OF_CHANGING),
          entry("RESIZED_IMAGE_READ_ONLY", Shortest.OF_CHANGING),
          entry("RAW_SIZE_FIXED", Shortest.OF_CHANGING),
          entry("TOO_FEW_FOR_THRESHOLD", Shortest.OF_CHANGING),
          entry("ADDED_NODE_HAS_PARENT", Shortest.OF_CHANGING),
          entry("OVERLAY_IN_USE", Shortest.OF_CHANGING),
          entry("CHANGED_NOT_IN_CHAIN", Shortest.OF_CHANGING),
          entry("FORCE_SHARE", Shortest.OF_ADDING),
          entry("BACKING_SHARES_WRITE", Shortest.OF_ADDING),
          entry("FORMAT_WRITES_METADATA", Shortest.OF_ADDING),
          entry("COPY_ON_READ_WRITES", Shortest.OF_ADDING),
          entry("PREALLOCATE_GROWS_ALONE", Shortest.OF_ADDING),
          entry("COPY_BEFORE_WRITE_WRITES_ALONE", Shortest.OF_ADDING));

  private TestCampaigns sound;

  @BeforeAll
  void open() {
    sound = TestCampaigns.open();
  }

  @AfterAll
  void close() {
    sound.close();
  }

  static List<String> rules() {
    return Planted.names().stream().filter(rule -> !OF_DEVICES.contains(rule)).toList();
  }

  @Test
  void everyRuleHasItsShortestScenarioStated() {
    assertThat(SHORTEST.keySet()).containsExactlyInAnyOrderElementsOf(rules());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aForgottenRuleIsFoundAndShrunkToItsShortestScenario(
      String rule, @TempDir Path out, TestReporter reporter) {
    Finding finding = found(rule, out);
    Scenario shrunk = ScenarioFile.read(finding.scenario());
    String signature = finding.divergence().signature();

    reporter.publishEntry(
        Map.of(
            "rule",
            rule,
            "shrunk",
            finding.shrunk(),
            "commands",
            Integer.toString(finding.steps()),
            "signature",
            signature));
    String text = DivergenceText.of(finding.divergence()) + "\n" + ScenarioFile.text(shrunk);
    assertThat(shrunk.commands())
        .as("the shortest scenario of\n%s", text)
        .hasSizeLessThanOrEqualTo(SHORTEST.get(rule).commands(signature) + TOO_MANY);
  }

  /** The first finding that the whole model does not have: others are of QEMU, or of the model. */
  private Finding found(String rule, Path out) {
    TestCampaigns forgetful = sound.forgetting(rule);
    List<Finding> findings = new ArrayList<>();
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      Path folder = out.resolve(Long.toString(seed));
      List<Finding> more =
          forgetful.run(forgetful.tellingApartFrom(sound), seed, UNTIL_FOUND, folder).findings();
      findings.addAll(more);
      Optional<Finding> planted =
          more.stream().filter(each -> planted(forgetful, each)).findFirst();
      if (planted.isPresent()) {
        return planted.get();
      }
    }
    throw new AssertionError("nothing found without " + rule + " but " + findings);
  }

  /** What shows itself once and never again is nobody's. */
  private boolean planted(TestCampaigns forgetful, Finding finding) {
    Scenario scenario = ScenarioFile.read(finding.scenario());
    return signatures(sound, scenario).isEmpty()
        && signatures(forgetful, scenario).equals(List.of(finding.divergence().signature()));
  }

  private static List<String> signatures(TestCampaigns campaigns, Scenario scenario) {
    return campaigns.session().runner().run(scenario).result().divergence().stream()
        .map(Divergence::signature)
        .toList();
  }
}
