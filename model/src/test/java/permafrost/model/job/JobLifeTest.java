package permafrost.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;

/** What a job goes through. */
class JobLifeTest {

  @Test
  void aJobThatNothingHoldsComesToItsEndAndGoes() {
    Shop shop = new Shop();
    shop.start("j", PlainWork.of(JobType.STREAM, Course.ENDS), true, true);

    assertThat(shop.told())
        .containsExactly(
            "created", "running", "waiting", "pending", "COMPLETED", "concluded", "null");
    assertThat(shop.log()).containsExactly("prepare", "commit", "clean", "free");
    assertThat(shop.edit().done().newestFirst()).isEmpty();
  }

  @Test
  void withoutAutoFinalizeItStaysPendingAndSaysSo() {
    Shop shop = Shop.with(PlainWork.of(JobType.STREAM, Course.ENDS));

    assertThat(shop.told()).containsExactly("created", "running", "waiting", "pending", "PENDING");
    assertThat(shop.log()).isEmpty();
    shop.run("job-finalize");
    assertThat(shop.told()).containsExactly("COMPLETED", "concluded");
    shop.run("job-dismiss");
    assertThat(shop.told()).containsExactly("null");
    assertThat(shop.log()).containsExactly("prepare", "commit", "clean", "free");
  }

  @Test
  void aMirrorIsReadyFirstThenToldToComplete() {
    Shop shop = Shop.with(PlainWork.of(JobType.MIRROR, Course.READY));

    assertThat(shop.told()).containsExactly("created", "running", "ready", "READY");
    shop.run("job-complete");
    assertThat(shop.told()).containsExactly("waiting", "pending", "PENDING");
    assertThat(shop.log()).containsExactly("complete");
  }

  @Test
  void oneToldToCompleteInStandbyDoesSoWhenResumed() {
    Shop shop = Shop.at(JobStatus.STANDBY);

    shop.run("job-complete");
    assertThat(shop.told()).isEmpty();
    shop.run("job-resume");
    assertThat(shop.told()).containsExactly("ready", "waiting", "pending", "PENDING");
  }

  @Test
  void oneThatFailsWhileItRunsIsAborted() {
    Shop shop = Shop.with(PlainWork.of(JobType.STREAM, new Course.Fails("Input/output error")));

    assertThat(shop.told())
        .containsExactly("created", "running", "aborting", "COMPLETED", "concluded");
    assertThat(shop.log()).containsExactly("abort", "clean");
    assertThat(shop.edit().events().get(3).data().path("error").asText())
        .isEqualTo("Input/output error");
    assertThat(shop.job().error()).contains("Input/output error");
  }

  @Test
  void oneThatFailsWhenFinalizedWasPendingBefore() {
    Shop shop =
        Shop.with(PlainWork.of(JobType.STREAM, Course.ENDS).failingWhenPrepared("No such thing"));
    shop.told();

    shop.run("block-job-finalize");

    assertThat(shop.told()).containsExactly("aborting", "COMPLETED", "concluded");
    assertThat(shop.log()).containsExactly("prepare", "abort", "clean");
    assertThat(shop.job().error()).contains("No such thing");
  }

  @Test
  void oneThatIsRefusedWhileItIsMadeComesAndGoes() {
    Shop shop = new Shop();
    JobLife<List<String>> life = new JobLife<>(shop.edit());
    shop.create("j", PlainWork.of(JobType.STREAM, Course.ENDS), true, true, 0);

    assertThatThrownBy(() -> life.guard("j", () -> life.setFirstSpeed("j", -1)))
        .isInstanceOf(Refused.class)
        .hasMessage("Parameter 'speed' expects a non-negative value");
    assertThat(shop.told()).containsExactly("created", "null");
    assertThat(shop.edit().done().newestFirst()).isEmpty();
  }

  @Test
  void anIoErrorIsToldAndTheJobGoesOn() {
    IoError error = new IoError(IoError.Operation.READ, IoError.Action.REPORT);
    Shop shop =
        Shop.with(
            PlainWork.of(
                JobType.STREAM, new Course.Meets(error, new Course.Fails("Input/output error"))));

    assertThat(shop.told())
        .containsExactly("created", "running", "ERROR", "aborting", "COMPLETED", "concluded");
    ObjectNode data = shop.edit().events().get(2).data();
    assertThat(data.toString())
        .isEqualTo("{\"device\":\"j\",\"operation\":\"read\",\"action\":\"report\"}");
  }

  @Test
  void anIoErrorThatStopsPausesAsAUserWould() {
    Shop shop =
        Shop.with(
            PlainWork.of(
                JobType.BACKUP, new Course.Stops(IoError.Operation.WRITE, IoStatus.NOSPACE)));

    assertThat(shop.told()).containsExactly("created", "running", "ERROR", "paused");
    assertThat(shop.job().isUserPaused()).isTrue();
    assertThat(shop.job().ioStatus()).isEqualTo(IoStatus.NOSPACE);
    shop.run("job-cancel");
    assertThat(shop.job().ioStatus()).isEqualTo(IoStatus.OK);
  }

  @Test
  void whereTwoThingsRaceTheModelDoesNotKnow() {
    assertThatThrownBy(() -> Shop.with(PlainWork.of(JobType.STREAM, new Course.Unknown("a race"))))
        .isInstanceOf(OutsideModel.class)
        .hasMessage("a race");
  }

  @Test
  void aJobWithoutBlockJobEventsTellsItsStatusOnly() {
    Shop shop = new Shop();
    shop.start("j", PlainWork.of(JobType.CREATE, Course.ENDS), true, false);

    assertThat(shop.told())
        .containsExactly("created", "running", "waiting", "pending", "concluded");
  }

  @Test
  void anEventLeavesOutProgressThatIsNotKnown() {
    Shop shop = Shop.with(PlainWork.of(JobType.MIRROR, Course.READY));

    assertThat(shop.edit().events().get(3).data().toString())
        .isEqualTo("{\"device\":\"j\",\"type\":\"mirror\",\"speed\":0}");
  }

  @Test
  void theIdComesFromTheDeviceWhereTheCommandHasNone() {
    Shop shop = new Shop();
    PlainWork work = PlainWork.of(JobType.STREAM, Course.HELD);
    JobLife<List<String>> life = new JobLife<>(shop.edit());

    assertThat(life.create(new NewJob<>(Optional.empty(), "hd0", work, true, true)))
        .isEqualTo("hd0");
    assertThatThrownBy(() -> life.create(new NewJob<>(Optional.empty(), "", work, true, true)))
        .hasMessage("Invalid job ID ''");
    assertThatThrownBy(() -> life.create(new NewJob<>(Optional.of("hd0"), "", work, true, true)))
        .hasMessage("Job ID 'hd0' already in use");
  }

  @Test
  void jobsAreListedNewestFirst() {
    Shop shop = new Shop();
    shop.start("a", PlainWork.of(JobType.BACKUP, Course.HELD), true, true);
    shop.start("b", PlainWork.of(JobType.BACKUP, Course.HELD), true, true);

    assertThat(shop.edit().done().newestFirst()).extracting(Job::id).containsExactly("b", "a");
  }

  @Test
  void aJobOfATransactionWaitsForTheOthers() {
    Shop shop = Shop.at(JobStatus.WAITING);

    assertThat(shop.job().status()).isEqualTo(JobStatus.WAITING);
    shop.told();
    shop.run("job-cancel");
    assertThat(shop.told())
        .containsExactly("aborting", "CANCELLED", "concluded", "aborting", "CANCELLED", "concluded")
        .hasSize(6);
  }

  @Test
  void whenQemuQuitsEveryJobIsCancelledAndGoes() {
    Shop shop = Shop.at(JobStatus.CONCLUDED);
    shop.start("newer", PlainWork.of(JobType.BACKUP, Course.HELD), true, false);
    shop.told();

    new JobLife<>(shop.edit()).cancelAll();

    assertThat(shop.told()).containsExactly("aborting", "CANCELLED", "concluded", "null", "null");
    assertThat(shop.edit().done().newestFirst()).isEmpty();
  }

  @Test
  void aJobOfATransactionThatFailsIsCancelledBeforeItStarts() {
    Shop shop = Shop.at(JobStatus.CREATED);
    shop.told();

    new JobLife<>(shop.edit()).cancelByForce(Shop.ID);

    assertThat(shop.told()).containsExactly("aborting", "concluded", "null");
    assertThat(shop.log()).containsExactly("abort", "clean", "free");
  }

  @Test
  void drainsLetOnlyJobsThatRunGoOn() {
    Jobs<List<String>> running = Shop.at(JobStatus.RUNNING).edit().done();
    Jobs<List<String>> paused = Shop.at(JobStatus.PAUSED).edit().done();

    assertThat(running.drained(Shop.ID::equals, 3).find(Shop.ID).orElseThrow().turns())
        .isEqualTo(3);
    assertThat(paused.drained(Shop.ID::equals, 3).find(Shop.ID).orElseThrow().turns()).isZero();
  }
}
