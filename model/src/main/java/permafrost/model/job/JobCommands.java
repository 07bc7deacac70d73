package permafrost.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.Rulebook;

/**
 * The commands that speak to a job: {@code job-*} and {@code block-job-*}. Source: job-qmp.c,
 * {@code qmp_block_job_*} in blockdev.c.
 */
public final class JobCommands<C> {

  private static final Set<String> NAMES =
      Set.of(
          "job-pause",
          "job-resume",
          "job-cancel",
          "job-complete",
          "job-finalize",
          "job-dismiss",
          "block-job-pause",
          "block-job-resume",
          "block-job-cancel",
          "block-job-complete",
          "block-job-finalize",
          "block-job-dismiss",
          "block-job-set-speed",
          "block-job-change");

  private static final String BLOCK = "block-";

  private final JobsEdit<C> edit;
  private final JobLife<C> life;
  private final Rulebook rulebook;

  /** Works on these jobs. */
  public JobCommands(JobsEdit<C> edit) {
    this.edit = edit;
    this.life = new JobLife<>(edit);
    this.rulebook = edit.rulebook();
  }

  /** Whether this is the name of such a command. */
  public static boolean include(String name) {
    return NAMES.contains(name);
  }

  /**
   * Does what the command says, and follows the job to where it stays.
   *
   * @param command one of these, its arguments checked against the schema
   * @throws permafrost.model.Refused where QEMU refuses
   * @throws permafrost.model.OutsideModel where the job's course is not known
   */
  public void execute(Command command) {
    ObjectNode arguments = command.arguments();
    boolean block = command.name().startsWith(BLOCK);
    String id = arguments.path(arguments.has("device") ? "device" : "id").asText();
    if (!isThere(id, block)) {
      return;
    }
    switch (block ? command.name().substring(BLOCK.length()) : command.name()) {
      case "job-pause" -> pause(id);
      case "job-resume" -> resume(id);
      case "job-cancel" -> {
        if (block) {
          blockJobCancel(id, arguments.path("force").asBoolean());
        } else {
          cancel(id, true);
        }
      }
      case "job-complete" -> complete(id);
      case "job-finalize" -> finalizeJob(id);
      case "job-dismiss" -> dismiss(id);
      case "job-set-speed" -> setSpeed(id, arguments.path("speed").longValue());
      case "job-change" -> change(id, arguments);
      default -> throw new IllegalArgumentException("no job command: " + command.name());
    }
  }

  /** Source: {@code find_job_locked, find_block_job_locked}. */
  private boolean isThere(String id, boolean block) {
    boolean there = edit.has(id) && (!block || edit.job(id).type().isBlockJob());
    if (!there && block) {
      rulebook.refuse(JobRefusal.BLOCK_JOB_NOT_FOUND, id);
    } else if (!there) {
      rulebook.refuse(JobRefusal.JOB_NOT_FOUND);
    }
    return there;
  }

  /** Whether the job's status takes the verb. Source: {@code job_apply_verb_locked}. */
  private boolean takes(String id, Verb verb) {
    JobStatus status = edit.job(id).status();
    boolean allowed = verb.isAllowedIn(status);
    if (!allowed) {
      rulebook.refuse(JobRefusal.JOB_VERB_NOT_ALLOWED, id, status.qapiName(), verb.qapiName());
    }
    return allowed;
  }

  /** Source: {@code job_user_pause_locked}. */
  private void pause(String id) {
    if (takes(id, Verb.PAUSE)) {
      if (edit.job(id).isUserPaused()) {
        rulebook.refuse(JobRefusal.JOB_ALREADY_PAUSED);
      }
      life.pause(id);
    }
  }

  /** Source: {@code job_user_resume_locked}. */
  private void resume(String id) {
    if (!edit.job(id).isUserPaused()) {
      rulebook.refuse(JobRefusal.JOB_NOT_PAUSED);
    }
    if (takes(id, Verb.RESUME)) {
      life.resume(id);
    }
  }

  /** Source: {@code qmp_block_job_cancel}. */
  private void blockJobCancel(String id, boolean force) {
    if (edit.job(id).isUserPaused() && !force) {
      rulebook.refuse(JobRefusal.BLOCK_JOB_PAUSED, id);
    }
    cancel(id, force);
  }

  /** Source: {@code job_user_cancel_locked}. */
  private void cancel(String id, boolean force) {
    if (takes(id, Verb.CANCEL)) {
      life.cancel(id, force);
    }
  }

  /** Source: {@code job_complete_locked}. */
  private void complete(String id) {
    if (takes(id, Verb.COMPLETE)) {
      Job<C> job = edit.job(id);
      if (job.isCancelled() || !job.work().canComplete()) {
        rulebook.refuse(JobRefusal.JOB_NOT_COMPLETABLE, id);
      }
      life.complete(id);
    }
  }

  /** Source: {@code job_finalize_locked}. */
  private void finalizeJob(String id) {
    if (takes(id, Verb.FINALIZE)) {
      life.finalizeAll(id);
    }
  }

  /** Source: {@code job_dismiss_locked}. */
  private void dismiss(String id) {
    if (takes(id, Verb.DISMISS)) {
      life.dismiss(id);
    }
  }

  /** Source: {@code block_job_set_speed_locked}. */
  private void setSpeed(String id, long speed) {
    if (takes(id, Verb.SET_SPEED)) {
      if (speed < 0) {
        rulebook.refuse(JobRefusal.JOB_SPEED_NEGATIVE);
      }
      life.setSpeed(id, speed);
    }
  }

  /** Source: {@code block_job_change_locked}. */
  private void change(String id, ObjectNode arguments) {
    if (takes(id, Verb.CHANGE)) {
      JobWork<C> work = edit.job(id).work();
      if (!work.canChange()) {
        rulebook.refuse(JobRefusal.JOB_CHANGE_UNSUPPORTED);
      }
      edit.setWork(id, work.change(edit.context(), arguments));
    }
  }
}
