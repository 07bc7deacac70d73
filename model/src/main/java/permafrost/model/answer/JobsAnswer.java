package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.job.Job;
import permafrost.model.job.Jobs;
import permafrost.model.job.Progress;

/**
 * What {@code query-jobs} must return: every job, newest first. Source: {@code
 * job_query_single_locked}. Not predicted: progress that a job's work does not know.
 */
public record JobsAnswer(Jobs<?> jobs) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    return new JobComparison("id").between(jobs.newestFirst(), JobsAnswer::expected, actual);
  }

  private static ObjectNode expected(Job<?> job) {
    Progress progress = job.work().progress(job.status());
    ObjectNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", job.id())
            .put("type", job.type().qapiName())
            .put("status", job.status().qapiName());
    job.error().ifPresent(error -> info.put("error", error));
    info.set("current-progress", JobComparison.known(progress.current()));
    info.set("total-progress", JobComparison.known(progress.total()));
    return info;
  }
}
