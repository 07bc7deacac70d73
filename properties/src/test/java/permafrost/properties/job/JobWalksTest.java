package permafrost.properties.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import permafrost.model.Command;
import permafrost.model.job.CopyMode;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.qmp.Host;

/** Several jobs at once, and commands to them at random, on a real QEMU and on the model. */
class JobWalksTest {

  private static final int STEPS = 40;
  private static final int JOBS = 3;
  private static final List<String> VERBS =
      List.of(
          "job-pause",
          "job-pause",
          "job-resume",
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
          "block-job-set-speed",
          "block-job-change");

  @Property(tries = 40, seed = "7", shrinking = ShrinkingMode.OFF)
  void whateverIsSaidToSeveralJobsTheyDoWhatTheModelPredicts(@ForAll long seed) {
    try (Host host = Host.open()) {
      for (TestedQemu qemu : JobRig.qemus().toList()) {
        Optional<String> difference =
            JobRig.with(host, qemu, jobs -> walk(jobs, new Random(seed), JobRig.hasChange(qemu)));
        assertThat(difference).as("seed %d, QEMU %s", seed, qemu.version()).isEmpty();
      }
    }
  }

  /** The first difference, if there is one. */
  private static Optional<String> walk(LiveJobs jobs, Random random, boolean change) {
    for (int nodes = 0; nodes <= JOBS; nodes++) {
      jobs.makeNodes(nodes);
    }
    StringBuilder history = new StringBuilder();
    Optional<String> difference = Optional.empty();
    for (int step = 0; step < STEPS && difference.isEmpty(); step++) {
      difference = random.nextInt(3) == 0 ? start(jobs, random) : say(jobs, random, change);
      history.append(jobs.last()).append('\n');
    }
    return difference.or(jobs::quit).map(what -> history + what);
  }

  /** Starts a job, on nodes that nobody uses; some of those wanted cannot be made. */
  private static Optional<String> start(LiveJobs jobs, Random random) {
    int number = random.nextInt(JOBS);
    String id = "j" + number;
    boolean taken = jobs.find(id).isPresent();
    JobKind[] kinds = JobKind.values();
    return jobs.start(
        random.nextInt(20) == 0 ? "1x" : id,
        kinds[random.nextInt(kinds.length)],
        taken ? JOBS : number,
        random.nextInt(12) == 0 ? -1 : random.nextInt(3),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0);
  }

  private static Optional<String> say(LiveJobs jobs, Random random, boolean change) {
    String verb = VERBS.get(random.nextInt(VERBS.size() - (change ? 0 : 1)));
    String id = "j" + random.nextInt(JOBS);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    boolean byId = !verb.startsWith("block") || verb.matches(".*(finalize|dismiss|change)");
    arguments.put(byId ? "id" : "device", id);
    if (verb.equals("block-job-cancel") && random.nextBoolean()) {
      arguments.put("force", random.nextBoolean());
    } else if (verb.endsWith("set-speed")) {
      arguments.put("speed", random.nextInt(5) - 1);
    } else if (verb.endsWith("change")) {
      CopyMode mode = CopyMode.values()[random.nextInt(2)];
      arguments.put("type", "mirror").put("copy-mode", mode.qapiName());
    }
    return jobs.command(new Command(verb, arguments));
  }
}
