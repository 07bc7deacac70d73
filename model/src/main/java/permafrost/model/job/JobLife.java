package permafrost.model.job;

import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.options.Identifier;

/**
 * Makes jobs, starts them, and follows each to where it stays until somebody speaks to it: held
 * while it runs, paused, ready, in standby, waiting, pending, concluded, or gone.
 *
 * <p>How a command that starts a block job uses it:
 *
 * <pre>{@code
 * life.create(wanted, transaction);      // refuses for the id
 * life.guard(id, () -> attachMainNode());  // a refusal in here drops the job again
 * life.guard(id, () -> life.setFirstSpeed(id, speed));
 * life.start(id);
 * }</pre>
 */
public final class JobLife<C> {

  private final JobsEdit<C> edit;
  private final JobEnd<C> end;
  private final Rulebook rulebook;

  /** Works on these jobs. */
  public JobLife(JobsEdit<C> edit) {
    this.edit = edit;
    this.end = new JobEnd<>(edit);
    this.rulebook = edit.rulebook();
  }

  /**
   * Makes a job in a transaction of its own, as {@link #create(NewJob, int)} does.
   *
   * @return its id
   */
  public String create(NewJob<C> wanted) {
    return create(wanted, edit.newTransaction());
  }

  /**
   * Makes a job. Source: {@code block_job_create, job_create}.
   *
   * @param transaction a number of {@link JobsEdit#newTransaction}
   * @return its id
   * @throws Refused where the id will not do
   */
  public String create(NewJob<C> wanted, int transaction) {
    String id = wanted.id().orElse(wanted.deviceName());
    if (!Identifier.isWellFormed(id)) {
      rulebook.refuse(JobRefusal.JOB_ID_INVALID, id);
    }
    if (edit.has(id)) {
      rulebook.refuse(JobRefusal.JOB_ID_TAKEN, id);
    }
    edit.add(Job.made(id, wanted, transaction));
    edit.become(id, JobStatus.CREATED);
    return id;
  }

  /**
   * Does a step of making a job; where it refuses, the job goes again. Source: {@code
   * job_early_fail}.
   *
   * @throws Refused what the step throws
   */
  public void guard(String id, Runnable step) {
    try {
      step.run();
    } catch (Refused refused) {
      drop(id);
      throw refused;
    }
  }

  /** Drops a job that was not started. Source: {@code job_early_fail}. */
  public void drop(String id) {
    end.dismiss(id);
  }

  /** The speed a job is made with. Source: {@code block_job_set_speed}. */
  public void setFirstSpeed(String id, long speed) {
    if (speed < 0) {
      rulebook.refuse(JobRefusal.JOB_SPEED_NEGATIVE);
    }
    edit.update(id, job -> job.at(speed));
  }

  /**
   * Starts a job and follows it.
   *
   * @throws OutsideModel where its course is not known
   */
  public void start(String id) {
    edit.update(id, job -> job.marked(JobMark.STARTED));
    edit.become(id, JobStatus.RUNNING);
    if (!pausedAtOnce(id)) {
      follow(id);
    }
  }

  /** Source: {@code job_user_pause_locked}. */
  void pause(String id) {
    edit.update(id, job -> job.marked(JobMark.USER_PAUSED));
    pausedAtOnce(id);
  }

  /** Whether it stops at its next pause point. Source: {@code job_pause_point_locked}. */
  private boolean pausedAtOnce(String id) {
    Job<C> job = edit.job(id);
    if (!job.isUserPaused() || job.isForceCancelled()) {
      return false;
    }
    if (job.status() == JobStatus.RUNNING) {
      edit.become(id, JobStatus.PAUSED);
    } else if (job.status() == JobStatus.READY) {
      edit.become(id, JobStatus.STANDBY);
    }
    return true;
  }

  /** Source: {@code job_user_resume_locked}. */
  void resume(String id) {
    edit.update(id, job -> job.with(IoStatus.OK).unmarked(JobMark.USER_PAUSED).letGoOn());
    end.enter(id);
    follow(id);
  }

  /** Source: {@code job_cancel_locked}. */
  void cancel(String id, boolean force) {
    end.markCancelled(id, force);
    Job<C> job = edit.job(id);
    if (!job.has(JobMark.STARTED)) {
      end.completed(id);
    } else if (job.status().isCompleted()) {
      if (job.isForceCancelled()) {
        end.abortTransaction(id);
      }
    } else {
      end.enter(id);
      follow(id);
    }
  }

  /** Cancels a job that a failed transaction has made. Source: {@code job_cancel_sync_locked}. */
  public void cancelByForce(String id) {
    cancel(id, true);
  }

  /** QEMU quits: every job is cancelled, the newest first. Source: {@code job_cancel_sync_all}. */
  public void cancelAll() {
    while (!edit.done().newestFirst().isEmpty()) {
      Job<C> newest = edit.done().newestFirst().get(0);
      if (newest.status() == JobStatus.CONCLUDED) {
        end.dismiss(newest.id());
      } else {
        cancel(newest.id(), true);
      }
    }
  }

  /** Source: {@code block_job_set_speed_locked}: only a higher speed wakes the job. */
  void setSpeed(String id, long speed) {
    long before = edit.job(id).speed();
    edit.update(id, job -> job.at(speed));
    boolean wakes = speed == 0 || speed > before;
    if (wakes && edit.job(id).status() == JobStatus.RUNNING) {
      edit.update(id, Job::letGoOn);
      follow(id);
    }
  }

  /** Told to complete; one in standby does so when it is resumed. */
  void complete(String id) {
    edit.setWork(id, edit.job(id).work().complete(edit.context()));
    edit.update(id, job -> job.marked(JobMark.COMPLETING));
    follow(id);
  }

  void finalizeAll(String id) {
    end.finalizeTransaction(id);
  }

  void dismiss(String id) {
    end.dismiss(id);
  }

  /** Where a job comes to that goes on running, or stays ready. */
  private void follow(String id) {
    Job<C> job = edit.job(id);
    if (job.status() != JobStatus.RUNNING && job.status() != JobStatus.READY) {
      return;
    }
    if (job.isForceCancelled()) {
      end.completed(id);
    } else if (job.status() == JobStatus.RUNNING) {
      take(id, job.work().meet(edit.context(), job.work().run(job.speed(), job.turns())));
    } else if (job.isCancelled() || job.has(JobMark.COMPLETING)) {
      take(id, job.work().finish(edit.context()));
    }
  }

  private void take(String id, Course course) {
    switch (course) {
      case Course.Held ignored -> {}
      case Course.Ready ignored -> {
        edit.become(id, JobStatus.READY);
        edit.announce(id, JobAnnouncement::ready);
        follow(id);
      }
      case Course.Ends ignored -> end.completed(id);
      case Course.Fails fails -> {
        edit.update(id, job -> job.failed(fails.error()));
        end.completed(id);
      }
      case Course.Meets meets -> {
        edit.announce(id, job -> JobAnnouncement.error(job, meets.error()));
        take(id, meets.then());
      }
      case Course.Stops stops -> {
        IoError error = new IoError(stops.operation(), IoError.Action.STOP);
        edit.announce(id, job -> JobAnnouncement.error(job, error));
        edit.update(id, job -> job.with(stops.status()));
        pause(id);
      }
      case Course.Unknown unknown -> throw new OutsideModel(unknown.why());
    }
  }
}
