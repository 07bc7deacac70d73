package permafrost.model.job;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How jobs come to their end: alone, or with the others of their transaction. Each method mirrors
 * the function of job.c that it names.
 */
final class JobEnd<C> {

  private final JobsEdit<C> edit;
  private final Set<Integer> aborting = new HashSet<>();

  JobEnd(JobsEdit<C> edit) {
    this.edit = edit;
  }

  /** Its work is over. Source: {@code job_completed_locked}. */
  void completed(String id) {
    updateError(id);
    if (edit.job(id).error().isPresent()) {
      abortTransaction(id);
    } else {
      completedWell(id);
    }
  }

  /** Source: {@code job_completed_txn_success_locked}. */
  private void completedWell(String id) {
    int transaction = edit.job(id).transaction();
    edit.become(id, JobStatus.WAITING);
    if (!edit.all(transaction, job -> job.status().isCompleted())) {
      return;
    }
    for (String each : edit.members(transaction)) {
      edit.become(each, JobStatus.PENDING);
      if (!edit.job(each).autoFinalize()) {
        edit.announce(each, JobAnnouncement::pending);
      }
    }
    if (edit.all(transaction, Job::autoFinalize)) {
      finalizeTransaction(id);
    }
  }

  /** Source: {@code job_do_finalize_locked}. */
  void finalizeTransaction(String id) {
    List<String> members = edit.members(edit.job(id).transaction());
    for (String each : members) {
      if (!prepare(each)) {
        abortTransaction(id);
        return;
      }
    }
    members.forEach(this::finalizeOne);
  }

  /** Source: {@code job_prepare_locked}. */
  private boolean prepare(String id) {
    Job<C> job = edit.job(id);
    if (job.error().isEmpty()) {
      Prepared<C> prepared = job.work().prepare(edit.context());
      edit.setWork(id, prepared.work());
      prepared.error().ifPresent(error -> edit.update(id, each -> each.failed(error)));
      updateError(id);
    }
    return edit.job(id).error().isEmpty();
  }

  /** Source: {@code job_completed_txn_abort_locked}. */
  void abortTransaction(String id) {
    int transaction = edit.job(id).transaction();
    if (!aborting.add(transaction)) {
      return;
    }
    for (String other : edit.members(transaction)) {
      if (!other.equals(id)) {
        markCancelled(other, true);
      }
    }
    for (String each : edit.members(transaction)) {
      if (!edit.job(each).status().isCompleted()) {
        enter(each);
        completed(each);
      }
      finalizeOne(each);
    }
    aborting.remove(transaction);
  }

  /** Source: {@code job_cancel_async_locked}. */
  void markCancelled(String id, boolean force) {
    Job<C> job = edit.job(id);
    boolean forced = job.work().isForcedBy(force, job.status().isReady());
    if (job.isUserPaused()) {
      edit.update(id, each -> each.with(IoStatus.OK).unmarked(JobMark.USER_PAUSED));
    }
    if (forced) {
      edit.update(id, each -> each.marked(JobMark.CANCELLED).marked(JobMark.FORCE_CANCELLED));
    } else if (!job.status().isCompleted()) {
      edit.update(id, each -> each.marked(JobMark.CANCELLED));
    }
  }

  /** Wakes one that is paused. Source: {@code job_enter_cond_locked, job_pause_point_locked}. */
  void enter(String id) {
    JobStatus status = edit.job(id).status();
    if (status == JobStatus.PAUSED) {
      edit.become(id, JobStatus.RUNNING);
    } else if (status == JobStatus.STANDBY) {
      edit.become(id, JobStatus.READY);
    }
  }

  /** Source: {@code job_update_rc_locked}. */
  private void updateError(String id) {
    if (edit.job(id).error().isEmpty() && edit.job(id).isForceCancelled()) {
      edit.update(id, job -> job.failed("Operation canceled"));
    }
    if (edit.job(id).error().isPresent()) {
      edit.become(id, JobStatus.ABORTING);
    }
  }

  /** Source: {@code job_finalize_single_locked, job_conclude_locked}. */
  private void finalizeOne(String id) {
    updateError(id);
    JobWork<C> work = edit.job(id).work();
    C context = edit.context();
    JobWork<C> ended = edit.job(id).error().isEmpty() ? work.commit(context) : work.abort(context);
    edit.setWork(id, ended.clean(context));
    Job<C> job = edit.job(id);
    if (job.has(JobMark.STARTED)) {
      edit.announce(
          id, job.isForceCancelled() ? JobAnnouncement::cancelled : JobAnnouncement::completed);
    }
    edit.update(id, Job::alone);
    edit.become(id, JobStatus.CONCLUDED);
    if (job.autoDismiss() || !job.has(JobMark.STARTED)) {
      dismiss(id);
    }
  }

  /** Source: {@code job_do_dismiss_locked, job_unref_locked}. */
  void dismiss(String id) {
    edit.become(id, JobStatus.NULL);
    JobWork<C> work = edit.job(id).work();
    edit.remove(id);
    work.free(edit.context());
  }
}
