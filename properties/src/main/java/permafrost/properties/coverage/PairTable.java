package permafrost.properties.coverage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import permafrost.model.Behaviour;
import permafrost.model.QemuVersion;
import permafrost.model.job.JobStatus;
import permafrost.model.job.JobType;
import permafrost.model.job.Verb;

/** The pairs that a run counts, and those that cannot be. */
public enum PairTable {
  /** A job of a type was in a state, were it for a moment: an event has told of it. */
  STATES(
      "job state",
      names(JobStatus.values()),
      names(JobType.values()),
      List.of(
          new Impossibility(
              List.of("undefined"), names(JobType.values()), "nothing tells of a job that is new"),
          new Impossibility(
              List.of("ready", "standby"),
              List.of("stream", "backup", "create", "amend"),
              "only mirrors and active commits are ever in sync"),
          new Impossibility(
              names(JobStatus.values()),
              List.of("create", "amend"),
              "outside the model: no job of a block device"))),

  /** A verb was said to a job in a state, and taken or refused. */
  VERBS(
      "verb in state",
      names(JobStatus.values()),
      names(Verb.values()),
      List.of(
          new Impossibility(
              List.of("undefined", "created"),
              names(Verb.values()),
              "left within the command that starts the job"),
          new Impossibility(
              List.of("aborting"), names(Verb.values()), "left before the next command is read"),
          new Impossibility(
              List.of("waiting"),
              names(Verb.values()),
              "left at once by a job alone; transactions are outside the model"),
          new Impossibility(List.of("null"), names(Verb.values()), "the job is gone"),
          new Impossibility(
              names(JobStatus.values()),
              List.of("change"),
              "this QEMU has no block-job-change",
              Optional.of(Behaviour.JOBS_CAN_BE_CHANGED)))),

  /** A reopen was refused since it would change a link that was frozen by this. */
  FROZEN(
      "reopen of link frozen by",
      Stream.concat(names(JobType.values()).stream(), Stream.of(FrozenLink.COPY_ON_READ)).toList(),
      List.of("file", "backing"),
      List.of(
          new Impossibility(
              List.of("mirror", "backup"),
              List.of("file", "backing"),
              "freezes nothing; an active commit counts as a commit"),
          new Impossibility(
              List.of("create", "amend"), List.of("file", "backing"), "works on no chain")));

  private final String title;
  private final List<String> rows;
  private final List<String> columns;
  private final List<Impossibility> impossible;

  PairTable(String title, List<String> rows, List<String> columns, List<Impossibility> impossible) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
    this.impossible = impossible;
  }

  /** What the rows are, and the columns, for people. */
  public String title() {
    return title;
  }

  /** The headings of the rows with a pair that can be, in order. */
  public List<String> rows(QemuVersion version) {
    return rows.stream()
        .filter(row -> columns.stream().anyMatch(column -> canBe(new Pair(row, column), version)))
        .toList();
  }

  /** The headings of the columns with a pair that can be, in order. */
  public List<String> columns(QemuVersion version) {
    return columns.stream()
        .filter(column -> rows.stream().anyMatch(row -> canBe(new Pair(row, column), version)))
        .toList();
  }

  /** All pairs that can be, row by row. */
  public List<Pair> pairs(QemuVersion version) {
    return rows.stream()
        .flatMap(row -> columns.stream().map(column -> new Pair(row, column)))
        .filter(pair -> canBe(pair, version))
        .toList();
  }

  /** What cannot be, and why. */
  public List<Impossibility> impossible(QemuVersion version) {
    return impossible.stream().filter(each -> each.holdsFor(version)).toList();
  }

  boolean canBe(Pair pair, QemuVersion version) {
    return impossible(version).stream().noneMatch(each -> each.covers(pair));
  }

  private static List<String> names(JobStatus... all) {
    return Stream.of(all).map(JobStatus::qapiName).toList();
  }

  private static List<String> names(JobType... all) {
    return Stream.of(all).map(JobType::qapiName).toList();
  }

  private static List<String> names(Verb... all) {
    return Stream.of(all).map(Verb::qapiName).toList();
  }
}
