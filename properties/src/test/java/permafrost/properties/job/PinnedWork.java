package permafrost.properties.job;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Rulebook;
import permafrost.model.job.CopyMode;
import permafrost.model.job.Course;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;

/**
 * A job of which the test knows the course, without a graph; the context is the rules.
 *
 * @param slow its course while it has a speed
 * @param quick its course while it has none
 * @param copyMode that of a mirror
 */
record PinnedWork(JobType type, Course slow, Course quick, CopyMode copyMode)
    implements JobWork<Rulebook> {

  @Override
  public Course run(long speed, int turns) {
    return speed == 0 ? quick : slow;
  }

  private boolean isMirror() {
    return type == JobType.MIRROR;
  }

  @Override
  public boolean canComplete() {
    return isMirror();
  }

  @Override
  public boolean canChange() {
    return isMirror();
  }

  @Override
  public PinnedWork change(Rulebook rulebook, ObjectNode arguments) {
    return new PinnedWork(type, slow, quick, copyMode.changedBy(arguments, rulebook));
  }

  @Override
  public boolean isForcedBy(boolean force, boolean ready) {
    return !isMirror() || force || !ready;
  }

  @Override
  public boolean drainsAtItsEnd() {
    return isMirror();
  }

  @Override
  public void describe(JobStatus status, ObjectNode info) {
    if (isMirror()) {
      info.set("actively-synced", MissingNode.getInstance());
    }
  }
}
