package permafrost.properties.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import permafrost.model.Command;
import permafrost.model.Rulebook;
import permafrost.model.job.CopyMode;
import permafrost.model.job.JobLife;
import permafrost.model.job.JobStatus;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.qmp.Host;

/** Every command to a job in every status in which one can stay, on a real QEMU. */
class JobMatrixTest {

  private static final String ID = "j";

  static Stream<TestedQemu> qemus() {
    return JobRig.qemus();
  }

  @ParameterizedTest
  @MethodSource("qemus")
  void everyCommandInEveryStatusDoesWhatTheModelPredicts(TestedQemu qemu) {
    List<String> differences = new ArrayList<>();
    try (Host host = Host.open()) {
      for (JobStatus status : JobStatus.values()) {
        for (Command command : commands(qemu)) {
          JobRig.with(host, qemu, jobs -> led(jobs, status).or(() -> both(jobs, command)))
              .ifPresent(difference -> differences.add(status + ": " + difference));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /** The command, and the same once more. */
  private static Optional<String> both(LiveJobs jobs, Command command) {
    return jobs.command(command).or(() -> jobs.command(command));
  }

  private static List<Command> commands(TestedQemu qemu) {
    List<Command> all = new ArrayList<>();
    for (String verb : List.of("pause", "resume", "cancel", "complete", "finalize", "dismiss")) {
      boolean byId = verb.equals("finalize") || verb.equals("dismiss");
      all.add(new Command("job-" + verb, object().put("id", ID)));
      all.add(new Command("block-job-" + verb, object().put(byId ? "id" : "device", ID)));
    }
    all.add(new Command("block-job-cancel", object().put("device", ID).put("force", true)));
    for (int speed : List.of(0, 1, -1)) {
      all.add(new Command("block-job-set-speed", object().put("device", ID).put("speed", speed)));
    }
    if (JobRig.hasChange(qemu)) {
      all.add(new Command("block-job-change", object().put("id", ID).put("type", "stream")));
      for (CopyMode mode : CopyMode.values()) {
        all.add(
            new Command(
                "block-job-change",
                object().put("id", ID).put("type", "mirror").put("copy-mode", mode.qapiName())));
      }
    }
    return all;
  }

  /** Leads a job to a status; where none stays in that status, there is no job. */
  private static Optional<String> led(LiveJobs jobs, JobStatus status) {
    jobs.makeNodes(0);
    jobs.makeNodes(1);
    return switch (status) {
      case UNDEFINED, CREATED, ABORTING, NULL -> Optional.empty();
      case RUNNING -> jobs.start(ID, JobKind.HELD_BACKUP, 0, 0, false, false);
      case PAUSED ->
          jobs.start(ID, JobKind.HELD_BACKUP, 0, 0, false, false)
              .or(() -> jobs.command(new Command("job-pause", object().put("id", ID))));
      case READY -> jobs.start(ID, JobKind.READY_MIRROR, 0, 0, false, false);
      case STANDBY ->
          jobs.start(ID, JobKind.READY_MIRROR, 0, 0, false, false)
              .or(() -> jobs.command(new Command("job-pause", object().put("id", ID))));
      case PENDING -> jobs.start(ID, JobKind.FULL_BACKUP, 0, 0, false, false);
      case CONCLUDED -> jobs.start(ID, JobKind.FAILING_MIRROR, 0, 0, true, false);
      case WAITING -> waiting(jobs);
    };
  }

  /** One that has done its work in a transaction with one that has not. */
  private static Optional<String> waiting(LiveJobs jobs) {
    Command quick = JobKind.FULL_BACKUP.command(ID, 0, 0, false, false);
    Command held = JobKind.HELD_BACKUP.command("other", 1, 0, false, false);
    ObjectNode arguments = object();
    ArrayNode actions = arguments.putArray("actions");
    for (Command command : List.of(quick, held)) {
      actions.addObject().put("type", command.name()).set("data", command.arguments());
    }
    arguments.putObject("properties").put("completion-mode", "grouped");
    return jobs.step(
        new Command("transaction", arguments),
        edit -> {
          JobLife<Rulebook> life = new JobLife<>(edit);
          int transaction = edit.newTransaction();
          life.create(JobKind.FULL_BACKUP.wanted(ID, false, false), transaction);
          life.create(JobKind.HELD_BACKUP.wanted("other", false, false), transaction);
          life.start(ID);
          life.start("other");
        });
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
