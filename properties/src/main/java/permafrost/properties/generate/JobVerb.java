package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import permafrost.model.Command;
import permafrost.model.job.Job;
import permafrost.model.job.JobStatus;

/** What is said to jobs that run, and to some that do not. */
enum JobVerb implements Idea {
  FINALIZE(12, "job-finalize", "block-job-finalize", JobStatus.PENDING),
  DISMISS(10, "job-dismiss", "block-job-dismiss", JobStatus.CONCLUDED),
  CANCEL(5, "job-cancel", "block-job-cancel", JobStatus.PENDING, JobStatus.READY),
  COMPLETE(8, "job-complete", "block-job-complete", JobStatus.READY, JobStatus.STANDBY),
  PAUSE(2, "job-pause", "block-job-pause", JobStatus.RUNNING, JobStatus.READY),
  RESUME(2, "job-resume", "block-job-resume", JobStatus.PAUSED, JobStatus.STANDBY),
  SET_SPEED(1, "block-job-set-speed", "block-job-set-speed", JobStatus.RUNNING, JobStatus.READY);

  private static final int OTHER_STATE_PERCENT = 15;

  private final int weight;
  private final String command;
  private final String blockCommand;
  private final Set<JobStatus> fitting;

  JobVerb(int weight, String command, String blockCommand, JobStatus... fitting) {
    this.weight = weight;
    this.command = command;
    this.blockCommand = blockCommand;
    this.fitting = Set.of(fitting);
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    Dice dice = situation.dice();
    boolean anyState = dice.percent(OTHER_STATE_PERCENT);
    Predicate<Job<?>> suits =
        job ->
            anyState
                || fitting.contains(job.status())
                || this == CANCEL && job.work().waitsForItsLimit();
    List<String> ids =
        situation.state().jobs().newestFirst().stream().filter(suits).map(Job::id).toList();
    Optional<String> id = dice.oneOf(ids);
    if (id.isEmpty() && !dice.percent(1)) {
      return Optional.empty();
    }
    boolean block = dice.percent(50) || command.equals(blockCommand);
    ObjectNode arguments = Situation.json();
    String name = block ? blockCommand : command;
    boolean byId = !block || this == FINALIZE || this == DISMISS;
    arguments.put(byId ? "id" : "device", id.orElse("z"));
    if (this == SET_SPEED) {
      arguments.put("speed", dice.oneOf(0, 1, -1, 1 << 30));
    }
    if (this == CANCEL && block && dice.percent(40)) {
      arguments.put("force", dice.percent(70));
    }
    return Optional.of(new Command(name, arguments));
  }
}
