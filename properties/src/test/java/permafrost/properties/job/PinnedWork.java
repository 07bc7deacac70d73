package permafrost.properties.job;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;

/**
 * A job of which the test knows the course, without a graph.
 *
 * @param course what becomes of it when it runs
 */
record PinnedWork(JobType type, Course course) implements JobWork<Object> {

  @Override
  public Course run(long speed, int turns) {
    return course;
  }

  private boolean isMirror() {
    return type == JobType.MIRROR;
  }

  @Override
  public boolean canComplete() {
    return isMirror();
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
  public void describe(ObjectNode info) {
    if (isMirror()) {
      info.set("actively-synced", MissingNode.getInstance());
    }
  }
}
