package permafrost.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import permafrost.model.Refused;

/** What a user may ask of a job, and what comes of it. */
class JobVerbsTest {

  private static final Set<JobStatus> STAYS =
      EnumSet.complementOf(EnumSet.of(JobStatus.UNDEFINED, JobStatus.ABORTING, JobStatus.NULL));

  @Test
  void aVerbThatTheStatusDoesNotTakeIsRefusedByName() {
    assertThat(Shop.at(JobStatus.PAUSED).answer("job-complete"))
        .isEqualTo("Job 'j' in state 'paused' cannot accept command verb 'complete'");
  }

  @Test
  void finalizeAndDismissAreForOneStatusEach() {
    for (JobStatus status : STAYS) {
      assertThat(Shop.at(status).answer("job-finalize").equals("ok"))
          .isEqualTo(status == JobStatus.PENDING);
      assertThat(Shop.at(status).answer("job-dismiss").equals("ok"))
          .isEqualTo(status == JobStatus.CONCLUDED);
    }
  }

  @Test
  void anUnknownJobIsAnotherErrorForBlockJobs() {
    Shop shop = new Shop();

    assertThat(shop.answer("job-pause")).isEqualTo("Job not found");
    assertThatThrownBy(() -> shop.run("block-job-pause"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.refusal().errorClass()).isEqualTo("DeviceNotActive"))
        .hasMessage("Block job 'j' not found");
  }

  @Test
  void aJobThatIsNoBlockJobIsNoneForBlockJobCommands() {
    Shop shop = Shop.with(PlainWork.of(JobType.CREATE, Course.HELD));

    assertThat(shop.answer("block-job-cancel")).isEqualTo("Block job 'j' not found");
    assertThat(shop.answer("job-cancel")).isEqualTo("ok");
  }

  @Test
  void resumeLooksFirstWhetherTheUserPausedIt() {
    for (JobStatus status : STAYS) {
      if (status != JobStatus.PAUSED && status != JobStatus.STANDBY) {
        assertThat(Shop.at(status).answer("job-resume"))
            .isEqualTo("Can't resume a job that was not paused");
      }
    }
  }

  @Test
  void pauseLooksFirstWhetherTheStatusTakesIt() {
    assertThat(Shop.at(JobStatus.PAUSED).answer("job-pause")).isEqualTo("Job is already paused");
    assertThat(Shop.at(JobStatus.PENDING).answer("block-job-pause"))
        .isEqualTo("Job 'j' in state 'pending' cannot accept command verb 'pause'");
  }

  @Test
  void aSoftCancelOfAPausedJobIsRefused() {
    for (JobStatus status : List.of(JobStatus.PAUSED, JobStatus.STANDBY)) {
      assertThat(Shop.at(status).answer("block-job-cancel"))
          .isEqualTo("The block job for device 'j' is currently paused");
    }
  }

  @Test
  void aForcedCancelOfAPausedJobRunsOnFirst() {
    Shop shop = Shop.at(JobStatus.PAUSED);

    shop.run("job-cancel");

    assertThat(shop.told()).containsExactly("running", "aborting", "CANCELLED", "concluded");
    assertThat(shop.job().error()).contains("Operation canceled");
    assertThat(shop.log()).containsExactly("abort", "clean");
  }

  @Test
  void aSoftCancelOfAReadyMirrorEndsItWell() {
    Shop shop = Shop.at(JobStatus.READY);
    shop.told();

    shop.run("block-job-cancel");
    assertThat(shop.told()).containsExactly("waiting", "pending", "PENDING");
    shop.run("job-finalize");
    assertThat(shop.told()).containsExactly("COMPLETED", "concluded");
    assertThat(shop.job().error()).isEmpty();
  }

  @Test
  void jobCancelOfAReadyMirrorIsForced() {
    Shop shop = Shop.at(JobStatus.READY);
    shop.told();

    shop.run("job-cancel");

    assertThat(shop.told()).containsExactly("aborting", "CANCELLED", "concluded");
  }

  @Test
  void aSoftCancelOfARunningJobIsForced() {
    Shop shop = Shop.at(JobStatus.RUNNING);
    shop.told();

    shop.run("block-job-cancel");

    assertThat(shop.told()).containsExactly("aborting", "CANCELLED", "concluded");
  }

  @Test
  void aPendingJobCanStillBeCancelled() {
    Shop shop = Shop.at(JobStatus.PENDING);
    shop.told();

    shop.run("block-job-cancel");

    assertThat(shop.told()).containsExactly("aborting", "CANCELLED", "concluded");
    assertThat(shop.log()).containsExactly("abort", "clean");
  }

  @Test
  void setSpeedLooksAtTheStatusBeforeTheSpeed() {
    String command = "block-job-set-speed";

    assertThat(
            Shop.at(JobStatus.PENDING)
                .answer(command, Shop.arguments(command, "j").put("speed", -1)))
        .isEqualTo("Job 'j' in state 'pending' cannot accept command verb 'set-speed'");
    assertThat(
            Shop.at(JobStatus.PAUSED)
                .answer(command, Shop.arguments(command, "j").put("speed", -1)))
        .isEqualTo("Parameter 'speed' expects a non-negative value");
  }

  @Test
  void aHigherSpeedLetsARunningJobGoOn() {
    Shop shop = Shop.at(JobStatus.RUNNING);
    String command = "block-job-set-speed";

    shop.run(command, Shop.arguments(command, "j").put("speed", 2));
    assertThat(shop.job().speed()).isEqualTo(2);
    assertThat(shop.job().turns()).isEqualTo(1);
    shop.run(command, Shop.arguments(command, "j").put("speed", 1));
    assertThat(shop.job().turns()).isEqualTo(1);
  }

  @Test
  void onlyAMirrorCanBeChanged() {
    assertThat(Shop.at(JobStatus.RUNNING).answer("block-job-change"))
        .isEqualTo("Job type does not support change");
    assertThat(Shop.at(JobStatus.CONCLUDED).answer("block-job-change"))
        .isEqualTo("Job 'j' in state 'concluded' cannot accept command verb 'change'");
  }
}
