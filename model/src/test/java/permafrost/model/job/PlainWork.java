package permafrost.model.job;

import java.util.List;
import java.util.Optional;

/** A work that does nothing but write down what it was asked; the context is what it writes on. */
record PlainWork(JobType type, Course course, Optional<String> finalError)
    implements JobWork<List<String>> {

  static PlainWork of(JobType type, Course course) {
    return new PlainWork(type, course, Optional.empty());
  }

  PlainWork failingWhenPrepared(String error) {
    return new PlainWork(type, course, Optional.of(error));
  }

  @Override
  public Course run(long speed, int turns) {
    return course;
  }

  @Override
  public boolean canComplete() {
    return type == JobType.MIRROR;
  }

  @Override
  public boolean isForcedBy(boolean force, boolean ready) {
    return type != JobType.MIRROR || force || !ready;
  }

  @Override
  public JobWork<List<String>> complete(List<String> log) {
    return noted(log, "complete");
  }

  @Override
  public Prepared<List<String>> prepare(List<String> log) {
    return new Prepared<>(noted(log, "prepare"), finalError);
  }

  @Override
  public JobWork<List<String>> commit(List<String> log) {
    return noted(log, "commit");
  }

  @Override
  public JobWork<List<String>> abort(List<String> log) {
    return noted(log, "abort");
  }

  @Override
  public JobWork<List<String>> clean(List<String> log) {
    return noted(log, "clean");
  }

  @Override
  public void free(List<String> log) {
    log.add("free");
  }

  private PlainWork noted(List<String> log, String what) {
    log.add(what);
    return this;
  }
}
