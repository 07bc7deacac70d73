package permafrost.model.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Event;

/**
 * The events of one job as they come, held against the predicted ones. Immutable.
 *
 * <p>A drain makes a running job pause and go on again, and a ready one stand by and be ready
 * again; how often depends on the version and the graph. Such pairs may come wherever the job runs
 * or is ready, and are dropped. Whether {@code paused} begins such a pair or is the one that a user
 * asked for shows only later: all readings are kept until one is left.
 *
 * @param expected what is predicted and was not seen in every reading
 * @param readings how what was seen so far can be read; never empty
 */
public record JobEvents(List<Event> expected, Set<Reading> readings) {

  private static final String STATUS_CHANGE = "JOB_STATUS_CHANGE";

  /** Progress, of which the prediction says nothing where it is not known. */
  private static final Set<String> OPTIONAL = Set.of("len", "offset");

  /**
   * One way to read what was seen.
   *
   * @param seen how many of the expected events were seen
   * @param status the job's status, a drain left aside
   * @param drained whether a drain has stopped the job
   */
  public record Reading(int seen, JobStatus status, boolean drained) {}

  /** Of a job that is not there yet: nothing seen, nothing expected. */
  public static JobEvents none() {
    return new JobEvents(List.of(), Set.of(new Reading(0, JobStatus.UNDEFINED, false)));
  }

  /** What is expected next, after all that was expected so far. */
  public JobEvents expecting(List<Event> more) {
    List<Event> all = new ArrayList<>(expected);
    all.addAll(more);
    Set<Reading> possible = new LinkedHashSet<>(readings);
    for (Reading reading : readings) {
      if (reading.drained && reading.seen == expected.size() && !more.isEmpty()) {
        pausedAlready(reading, more.get(0)).ifPresent(possible::add);
      }
    }
    return new JobEvents(List.copyOf(all), Set.copyOf(possible));
  }

  /** A job that a drain has stopped tells nothing when its user pauses it, too. */
  private static Optional<Reading> pausedAlready(Reading reading, Event event) {
    JobStatus paused = reading.status == JobStatus.READY ? JobStatus.STANDBY : JobStatus.PAUSED;
    return event.name().equals(STATUS_CHANGE) && after(event, reading.status) == paused
        ? Optional.of(new Reading(reading.seen + 1, paused, false))
        : Optional.empty();
  }

  /**
   * An event of this job has come.
   *
   * @param name such as {@code JOB_STATUS_CHANGE}
   * @return empty where it is not one that was to come
   */
  public Optional<JobEvents> seeing(String name, JsonNode data) {
    Set<Reading> next = new LinkedHashSet<>();
    for (Reading reading : readings) {
      if (reading.seen < expected.size() && !reading.drained) {
        Event event = expected.get(reading.seen);
        if (agree(event, name, data)) {
          next.add(new Reading(reading.seen + 1, after(event, reading.status), false));
        }
      }
      if (name.equals(STATUS_CHANGE) && isPairs(reading, data.path("status").asText())) {
        next.add(new Reading(reading.seen, reading.status, !reading.drained));
      }
    }
    return next.isEmpty() ? Optional.empty() : Optional.of(forget(next));
  }

  /** Whether all that is expected may have been seen, and no drain is under way. */
  public boolean isSettled() {
    return readings.stream().anyMatch(r -> r.seen == expected.size() && !r.drained);
  }

  /** The first expected event that was not seen, for people; empty where all were. */
  public Optional<Event> next() {
    int seen = readings.stream().mapToInt(Reading::seen).max().orElseThrow();
    return seen < expected.size() ? Optional.of(expected.get(seen)) : Optional.empty();
  }

  /**
   * Whether a whole stream of one job is the predicted one, drains left aside.
   *
   * @param predicted all of the job's events
   */
  public static boolean agree(List<Event> predicted, List<Event> observed) {
    Optional<JobEvents> events = Optional.of(none().expecting(predicted));
    for (Event each : observed) {
      events = events.flatMap(so -> so.seeing(each.name(), each.data()));
    }
    return events.filter(JobEvents::isSettled).isPresent();
  }

  /** Whether this status begins or ends a drain's pair. */
  private static boolean isPairs(Reading reading, String status) {
    return switch (reading.status) {
      case RUNNING -> status.equals(reading.drained ? "running" : "paused");
      case READY -> status.equals(reading.drained ? "ready" : "standby");
      case UNDEFINED, CREATED, PAUSED, STANDBY, WAITING, PENDING, ABORTING, CONCLUDED, NULL ->
          false;
    };
  }

  private static JobStatus after(Event event, JobStatus status) {
    return event.name().equals(STATUS_CHANGE)
        ? JobStatus.of(event.data().path("status").asText())
        : status;
  }

  private static boolean agree(Event event, String name, JsonNode data) {
    if (!event.name().equals(name)) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : event.data().properties()) {
      if (!same(member.getValue(), data.path(member.getKey()))) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      if (!event.data().has(member.getKey()) && !OPTIONAL.contains(member.getKey())) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    return expected.isIntegralNumber()
        ? actual.isIntegralNumber() && expected.longValue() == actual.longValue()
        : expected.equals(actual);
  }

  /** Drops what every reading has seen. */
  private JobEvents forget(Set<Reading> next) {
    int seen = next.stream().mapToInt(Reading::seen).min().orElseThrow();
    Set<Reading> rest = new LinkedHashSet<>();
    next.forEach(r -> rest.add(new Reading(r.seen - seen, r.status, r.drained)));
    return new JobEvents(expected.subList(seen, expected.size()), Set.copyOf(rest));
  }
}
