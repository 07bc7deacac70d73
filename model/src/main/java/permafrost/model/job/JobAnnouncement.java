package permafrost.model.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Event;

/** The events of a job, with their data. Source: {@code block_job_event_completed_locked} etc. */
final class JobAnnouncement {

  private JobAnnouncement() {}

  static Event status(Job<?> job) {
    return event(
        "JOB_STATUS_CHANGE",
        job,
        data().put("id", job.id()).put("status", job.status().qapiName()));
  }

  static Event ready(Job<?> job) {
    return event("BLOCK_JOB_READY", job, progress(job));
  }

  static Event pending(Job<?> job) {
    return event(
        "BLOCK_JOB_PENDING", job, data().put("type", job.type().qapiName()).put("id", job.id()));
  }

  static Event cancelled(Job<?> job) {
    return event("BLOCK_JOB_CANCELLED", job, progress(job));
  }

  static Event completed(Job<?> job) {
    ObjectNode data = progress(job);
    job.error().ifPresent(error -> data.put("error", error));
    return event("BLOCK_JOB_COMPLETED", job, data);
  }

  static Event error(Job<?> job, IoError error) {
    return event(
        "BLOCK_JOB_ERROR",
        job,
        data()
            .put("device", job.id())
            .put("operation", error.operation().qapiName())
            .put("action", error.action().qapiName()));
  }

  private static ObjectNode progress(Job<?> job) {
    ObjectNode data =
        data().put("device", job.id()).put("type", job.type().qapiName()).put("speed", job.speed());
    Progress progress = job.work().progress(job.status());
    progress.total().ifPresent(total -> data.put("len", total));
    progress.current().ifPresent(current -> data.put("offset", current));
    return data;
  }

  private static ObjectNode data() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Event event(String name, Job<?> job, ObjectNode data) {
    return new Event(name, job.id(), data);
  }
}
