package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import permafrost.model.Behaviour;
import permafrost.model.Command;
import permafrost.model.job.Job;
import permafrost.model.job.JobStatus;

/** What is said to jobs that run, and to some that do not. */
enum JobVerb implements Idea {
  FINALIZE(12, "job-finalize", "block-job-finalize", JobStatus.PENDING),
  DISMISS(10, "job-dismiss", "block-job-dismiss", JobStatus.CONCLUDED),
  CANCEL(
      7,
      "job-cancel",
      "block-job-cancel",
      JobStatus.PENDING,
      JobStatus.READY,
      JobStatus.STANDBY,
      JobStatus.PAUSED),
  COMPLETE(8, "job-complete", "block-job-complete", JobStatus.READY, JobStatus.STANDBY),
  PAUSE(6, "job-pause", "block-job-pause", JobStatus.RUNNING, JobStatus.READY),
  RESUME(4, "job-resume", "block-job-resume", JobStatus.PAUSED, JobStatus.STANDBY),
  SET_SPEED(
      3,
      "block-job-set-speed",
      "block-job-set-speed",
      JobStatus.RUNNING,
      JobStatus.READY,
      JobStatus.PAUSED,
      JobStatus.STANDBY),
  CHANGE(
      3,
      "block-job-change",
      "block-job-change",
      JobStatus.RUNNING,
      JobStatus.READY,
      JobStatus.PAUSED,
      JobStatus.STANDBY);

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
  public Optional<Behaviour> needs() {
    return this == CHANGE ? Optional.of(Behaviour.JOBS_CAN_BE_CHANGED) : Optional.empty();
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
    return id.isEmpty() && !dice.percent(1)
        ? Optional.empty()
        : Optional.of(command(dice, id.orElse("z"))).filter(new Prospect(situation)::isKnown);
  }

  /** Any verb, to a job in any state: of the states that there are, each is as likely. */
  static Optional<Command> any(Situation situation) {
    Dice dice = situation.dice();
    List<JobVerb> verbs =
        Stream.of(values()).filter(verb -> verb.needs().map(situation::has).orElse(true)).toList();
    List<? extends Job<?>> jobs = situation.state().jobs().newestFirst();
    return dice.oneOf(jobs.stream().map(Job::status).distinct().toList())
        .flatMap(status -> dice.oneOf(jobs.stream().filter(job -> job.status() == status).toList()))
        .flatMap(job -> dice.oneOf(verbs).map(verb -> verb.command(dice, job.id())));
  }

  private Command command(Dice dice, String id) {
    boolean block = dice.percent(50) || command.equals(blockCommand);
    ObjectNode arguments = Situation.json();
    boolean byId = !block || this == FINALIZE || this == DISMISS || this == CHANGE;
    arguments.put(byId ? "id" : "device", id);
    if (this == SET_SPEED) {
      arguments.put("speed", dice.oneOf(0, 1, -1, 1 << 30));
    }
    if (this == CANCEL && block && dice.percent(40)) {
      arguments.put("force", dice.percent(70));
    }
    if (this == CHANGE) {
      arguments.put("type", "mirror");
      arguments.put("copy-mode", dice.oneOf("write-blocking", "write-blocking", "background"));
    }
    return new Command(block ? blockCommand : command, arguments);
  }
}
