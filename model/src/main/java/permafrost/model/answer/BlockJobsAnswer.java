package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.job.Job;
import permafrost.model.job.Jobs;
import permafrost.model.job.Progress;

/**
 * What {@code query-block-jobs} must return: every block job, newest first. Source: {@code
 * block_job_query_locked}. Not predicted: {@code busy}, which is a matter of the moment, and
 * progress that a job's work does not know.
 */
public record BlockJobsAnswer(Jobs<?> jobs) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    return new JobComparison("device")
        .between(
            jobs.newestFirst().stream().filter(job -> job.type().isBlockJob()).toList(),
            BlockJobsAnswer::expected,
            actual);
  }

  private static ObjectNode expected(Job<?> job) {
    Progress progress = job.work().progress(job.status());
    ObjectNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("device", job.id())
            .put("type", job.type().qapiName())
            .put("status", job.status().qapiName())
            .put("paused", job.isPaused())
            .put("ready", job.status().isReady())
            .put("speed", job.speed())
            .put("io-status", job.ioStatus().qapiName())
            .put("auto-finalize", job.autoFinalize())
            .put("auto-dismiss", job.autoDismiss());
    job.error().ifPresent(error -> info.put("error", error));
    info.set("offset", JobComparison.known(progress.current()));
    info.set("len", JobComparison.known(progress.total()));
    info.set("busy", MissingNode.getInstance());
    job.work().describe(info);
    return info;
  }
}
