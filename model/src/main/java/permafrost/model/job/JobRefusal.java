package permafrost.model.job;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;

/** How QEMU refuses to make a job, or to do with it what a user asks. */
public enum JobRefusal implements Refusal {
  JOB_ID_INVALID("Invalid job ID '%s'", "job_create"),
  JOB_ID_TAKEN("Job ID '%s' already in use", "job_create"),
  JOB_NOT_FOUND("Job not found", "find_job_locked"),
  /** Also for a job that is no block job. */
  BLOCK_JOB_NOT_FOUND("Block job '%s' not found", "find_block_job_locked") {
    @Override
    public String errorClass() {
      return "DeviceNotActive";
    }
  },
  JOB_VERB_NOT_ALLOWED(
      "Job '%s' in state '%s' cannot accept command verb '%s'", "job_apply_verb_locked"),
  JOB_ALREADY_PAUSED("Job is already paused", "job_user_pause_locked"),
  /** Comes before the look at the verb. */
  JOB_NOT_PAUSED("Can't resume a job that was not paused", "job_user_resume_locked"),
  /** Of a soft cancel; comes before the look at the verb. */
  BLOCK_JOB_PAUSED("The block job for device '%s' is currently paused", "qmp_block_job_cancel"),
  JOB_SPEED_NEGATIVE(
      "Parameter 'speed' expects a non-negative value", "block_job_set_speed_locked"),
  /** Softly cancelled, or of a type that cannot be completed. */
  JOB_NOT_COMPLETABLE(
      "The active block job '%s' cannot be completed", "job_complete_locked, mirror_complete"),
  JOB_REPLACED_NODE_NOT_FOUND("Node name '%s' not found", "mirror_complete"),
  JOB_CHANGE_UNSUPPORTED("Job type does not support change", "block_job_change_locked"),
  JOB_COPY_MODE_UNCHANGEABLE("Change to copy mode '%s' is not implemented", "mirror_change");

  private final String form;
  private final String source;

  JobRefusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<Behaviour> needs() {
    return this == JOB_CHANGE_UNSUPPORTED || this == JOB_COPY_MODE_UNCHANGEABLE
        ? Optional.of(Behaviour.JOBS_CAN_BE_CHANGED)
        : Optional.empty();
  }
}
