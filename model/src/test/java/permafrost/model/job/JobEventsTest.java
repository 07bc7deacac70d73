package permafrost.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import permafrost.model.Event;

/** When a stream of one job's events is the predicted one. */
class JobEventsTest {

  private static final List<Event> LIFE = statuses("created running ready waiting pending");

  @Test
  void theSameStreamAgrees() {
    assertThat(JobEvents.agree(LIFE, LIFE)).isTrue();
  }

  @Test
  void aDrainsPairsAreDroppedWhereverTheJobRunsOrIsReady() {
    assertThat(
            JobEvents.agree(
                LIFE,
                statuses(
                    "created running paused running paused running ready standby ready waiting"
                        + " pending")))
        .isTrue();
  }

  @Test
  void aPairIsNotDroppedWhereTheJobIsPausedByItsUser() {
    assertThat(
            JobEvents.agree(
                statuses("created running paused"),
                statuses("created running paused running paused")))
        .isTrue();
    assertThat(
            JobEvents.agree(
                statuses("created running paused running waiting"),
                statuses("created running waiting")))
        .isFalse();
  }

  @Test
  void halfAPairIsNoAgreementYet() {
    assertThat(JobEvents.agree(statuses("created running"), statuses("created running paused")))
        .isFalse();
  }

  @Test
  void aPairIsOfOneKind() {
    assertThat(
            JobEvents.agree(statuses("created running"), statuses("created running paused ready")))
        .isFalse();
  }

  @Test
  void anEventTooManyOrTooFewOrInAnotherOrderDisagrees() {
    assertThat(JobEvents.agree(LIFE, statuses("created running ready waiting"))).isFalse();
    assertThat(JobEvents.agree(LIFE, statuses("created running ready waiting pending concluded")))
        .isFalse();
    assertThat(JobEvents.agree(LIFE, statuses("created running waiting ready pending"))).isFalse();
  }

  @Test
  void aPairMaySpanTwoCommands() {
    JobEvents events = JobEvents.none().expecting(statuses("created running"));
    for (Event each : statuses("created running paused")) {
      events = events.seeing(each.name(), each.data()).orElseThrow();
    }
    assertThat(events.isSettled()).isFalse();

    events = events.expecting(statuses("paused"));
    assertThat(events.isSettled()).isTrue();
    for (Event each : statuses("running paused")) {
      events = events.seeing(each.name(), each.data()).orElseThrow();
    }

    assertThat(events.isSettled()).isTrue();
    assertThat(events.next()).isEmpty();
  }

  @Test
  void progressThatIsNotPredictedMayBeAnything() {
    Event predicted = completed(Optional.empty());

    assertThat(
            JobEvents.agree(
                List.of(predicted),
                List.of(
                    new Event(
                        predicted.name(), "j", predicted.data().deepCopy().put("offset", 7)))))
        .isTrue();
  }

  @Test
  void anErrorThatIsNotPredictedIsADifference() {
    assertThat(
            JobEvents.agree(
                List.of(completed(Optional.empty())), List.of(completed(Optional.of("x")))))
        .isFalse();
    assertThat(
            JobEvents.agree(
                List.of(completed(Optional.of("x"))), List.of(completed(Optional.of("y")))))
        .isFalse();
  }

  private static Event completed(Optional<String> error) {
    var data = JsonNodeFactory.instance.objectNode().put("device", "j");
    error.ifPresent(text -> data.put("error", text));
    return new Event("BLOCK_JOB_COMPLETED", "j", data);
  }

  private static List<Event> statuses(String all) {
    return Stream.of(all.split(" "))
        .map(status ->
            new Event(
                "JOB_STATUS_CHANGE",
                "j",
                JsonNodeFactory.instance.objectNode().put("id", "j").put("status", status)))
        .toList();
  }
}
