package permafrost.properties.coverage;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.Event;
import permafrost.model.QemuVersion;
import permafrost.model.State;
import permafrost.model.Step;
import permafrost.model.job.Job;
import permafrost.model.job.Verb;

/** How often a run has seen each pair of {@link PairTable}. For one thread. */
public final class JobCoverage {

  private static final Map<String, String> STARTS =
      Map.of(
          "block-stream", "stream",
          "block-commit", "commit",
          "blockdev-mirror", "mirror",
          "blockdev-backup", "backup");

  private static final Map<String, String> VERBS =
      Stream.of(Verb.values())
          .map(Verb::qapiName)
          .collect(Collectors.toUnmodifiableMap(verb -> "job-" + verb, Function.identity()));

  private final QemuVersion version;
  private final Map<PairTable, Map<Pair, Long>> counts = new EnumMap<>(PairTable.class);

  /** Of a run on a QEMU of this version. */
  public JobCoverage(QemuVersion version) {
    this.version = version;
  }

  QemuVersion version() {
    return version;
  }

  /** Counts a command. */
  public void saw(Step step) {
    step.prediction().events().forEach(event -> state(step, event));
    verb(step.before(), step.command());
    FrozenLink.of(step).ifPresent(pair -> count(PairTable.FROZEN, pair));
  }

  /** How often this pair was step. */
  public long count(PairTable table, String row, String column) {
    return counts.getOrDefault(table, Map.of()).getOrDefault(new Pair(row, column), 0L);
  }

  /** The pairs that can be, and were not step. */
  public List<Pair> missing(PairTable table) {
    return table.pairs(version).stream()
        .filter(pair -> count(table, pair.row(), pair.column()) == 0)
        .toList();
  }

  /** How many pairs of all tables were step. */
  public int seen() {
    return Stream.of(PairTable.values())
        .mapToInt(table -> table.pairs(version).size() - missing(table).size())
        .sum();
  }

  /** How many pairs of all tables can be. */
  public int possible() {
    return Stream.of(PairTable.values()).mapToInt(table -> table.pairs(version).size()).sum();
  }

  private void count(PairTable table, Pair pair) {
    counts.computeIfAbsent(table, any -> new HashMap<>()).merge(pair, 1L, Long::sum);
  }

  private void state(Step step, Event event) {
    if (event.name().equals("JOB_STATUS_CHANGE")) {
      String state = event.data().path("status").asText();
      type(step, event.source()).ifPresent(type -> count(PairTable.STATES, new Pair(state, type)));
    }
  }

  /** A job's type: it may have come, or gone, or both, with the command. */
  private static Optional<String> type(Step step, String id) {
    return Stream.of(step.before(), step.after())
        .map(state -> state.jobs().find(id))
        .flatMap(Optional::stream)
        .map(job -> job.type().qapiName())
        .findFirst()
        .or(() -> Optional.ofNullable(STARTS.get(step.command().name())));
  }

  private void verb(State before, Command command) {
    String name = command.name();
    String verb = VERBS.get(name.startsWith("block-job-") ? name.substring(6) : name);
    if (verb != null) {
      String member = command.arguments().has("device") ? "device" : "id";
      before
          .jobs()
          .find(command.arguments().path(member).asText())
          .map(Job::status)
          .ifPresent(status -> count(PairTable.VERBS, new Pair(status.qapiName(), verb)));
    }
  }
}
