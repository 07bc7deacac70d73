package permafrost.properties.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import permafrost.model.Command;
import permafrost.model.Event;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.State;
import permafrost.model.Step;
import permafrost.model.answer.Nothing;
import permafrost.model.image.Files;

/** What is counted of jobs, and how it is shown. */
class JobCoverageTest {

  private static final QemuVersion OLD = new QemuVersion(7, 2, 22);
  private static final QemuVersion NEW = new QemuVersion(11, 1, 3);

  private final JobCoverage coverage = new JobCoverage(OLD);

  @Test
  void aJobThatComesAndGoesWithinOneCommandIsSeenInEachOfItsStates() {
    coverage.saw(streamed("created", "running", "null"));
    assertThat(coverage.count(PairTable.STATES, "running", "stream")).isEqualTo(1);
    assertThat(coverage.missing(PairTable.STATES))
        .contains(new Pair("pending", "stream"))
        .doesNotContain(new Pair("null", "stream"));
  }

  @Test
  void aPairThatCannotBeIsNeverMissing() {
    assertThat(coverage.missing(PairTable.STATES)).doesNotContain(new Pair("ready", "stream"));
  }

  @Test
  void aVerbThatThisQemuDoesNotHaveIsNotMissing() {
    assertThat(coverage.missing(PairTable.VERBS)).doesNotContain(new Pair("ready", "change"));
    assertThat(new JobCoverage(NEW).missing(PairTable.VERBS)).contains(new Pair("ready", "change"));
  }

  @Test
  void everyPairThatCannotBeHasAReason() {
    for (PairTable table : PairTable.values()) {
      assertThat(table.impossible(OLD)).allSatisfy(each -> assertThat(each.reason()).isNotEmpty());
    }
  }

  @Test
  void theTablesFitInEightyColumns() {
    for (JobCoverage each : List.of(coverage, new JobCoverage(NEW))) {
      String text = new JobSummary(each, new Interaction(), 60).tables(true);
      assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void jobsThatAreStartedAreCountedOnce() {
    Interaction interaction = new Interaction();
    interaction.saw(streamed("created", "running", "null"));
    assertThat(interaction.jobs()).isEqualTo(1);
    assertThat(interaction.succeeded()).isEqualTo(1);
  }

  private static Step streamed(String... states) {
    State state = State.startedWith(Files.NONE);
    List<Event> events = Stream.of(states).map(JobCoverageTest::becomes).toList();
    return new Step(
        state, Command.of("block-stream"), new Prediction.Success(new Nothing(), state, events));
  }

  private static Event becomes(String status) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", "j").put("status", status);
    return new Event("JOB_STATUS_CHANGE", "j", data);
  }
}
