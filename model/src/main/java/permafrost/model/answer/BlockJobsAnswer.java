package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import permafrost.model.job.Job;
import permafrost.model.job.Jobs;
import permafrost.model.job.Progress;

/**
 * What {@code query-block-jobs} must return: every block job, newest first. Source: {@code
 * block_job_query_locked}. Not predicted: {@code busy}, which is a matter of the moment, and
 * progress that a job's work does not know.
 *
 * @param pausedByOthers the ids of those that another's drain keeps paused
 */
public record BlockJobsAnswer(Jobs<?> jobs, Set<String> pausedByOthers) implements Answer {

  /** Of jobs of which none keeps another paused. */
  public BlockJobsAnswer(Jobs<?> jobs) {
    this(jobs, Set.of());
  }

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    return new JobComparison("device")
        .between(
            jobs.newestFirst().stream().filter(job -> job.type().isBlockJob()).toList(),
            this::expected,
            actual);
  }

  private ObjectNode expected(Job<?> job) {
    Progress progress = job.work().progress(job.status());
    ObjectNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("device", job.id())
            .put("type", job.type().qapiName())
            .put("status", job.status().qapiName())
            .put("paused", job.isPaused() || pausedByOthers.contains(job.id()))
            .put("ready", job.status().isReady())
            .put("speed", job.speed())
            .put("io-status", job.ioStatus().qapiName())
            .put("auto-finalize", job.autoFinalize())
            .put("auto-dismiss", job.autoDismiss());
    job.error().ifPresent(error -> info.put("error", error));
    info.set("offset", JobComparison.known(progress.current()));
    info.set("len", JobComparison.known(progress.total()));
    info.set("busy", MissingNode.getInstance());
    job.work().describe(job.status(), info);
    return info;
  }
}
