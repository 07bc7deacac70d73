package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.model.job.JobEvents;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.qmp.Event;
import permafrost.qmp.Qemu;

/**
 * Holds the events of one QEMU against those that the model says must come: all of a command's
 * before the next command is sent, those of one source in their order, and no others.
 */
final class Happenings {

  private final List<Exchange> exchanges;
  private final Qemu qemu;
  private final Duration limit;
  private final Deque<Event> untold = new ArrayDeque<>();
  private final List<Awaited> awaited = new ArrayList<>();
  private final Map<String, JobEvents> jobs = new LinkedHashMap<>();

  private record Awaited(Exchange exchange, permafrost.model.Event event) {}

  /** For these exchanges. */
  Happenings(List<Exchange> exchanges, Qemu qemu) {
    this.exchanges = exchanges;
    this.qemu = qemu;
    this.limit = qemu.limits().events();
  }

  /**
   * Waits for what an exchange whose reply has come makes QEMU send. What came before its reply is
   * taken first: a drain in an earlier command may have stopped a job and let it go on, which is
   * not the pause that this one asks for.
   *
   * @param number the exchange's, from 0 on
   */
  Optional<Divergence> settle(int number) {
    Exchange exchange = exchanges.get(number);
    untold.addAll(qemu.takeEvents());
    Optional<Divergence> divergence = takenUntil(number);
    exchange.expected().events().forEach(event -> expect(exchange, event));
    divergence = divergence.or(() -> takenUntil(number + 1));
    long deadline = System.nanoTime() + limit.toNanos();
    while (divergence.isEmpty() && !isSettled()) {
      Optional<Event> event = next(deadline);
      divergence = event.isPresent() ? taken(event.get()) : Optional.of(missing(exchange));
    }
    return divergence;
  }

  /** What came and was not expected. */
  Optional<Divergence> rest() {
    untold.addAll(qemu.takeEvents());
    return takenUntil(Integer.MAX_VALUE);
  }

  /** The events that came when fewer replies had. */
  private Optional<Divergence> takenUntil(int replies) {
    Optional<Divergence> divergence = Optional.empty();
    while (divergence.isEmpty() && !untold.isEmpty() && untold.peek().place() < replies) {
      divergence = taken(untold.remove());
    }
    return divergence;
  }

  private Optional<Event> next(long deadline) {
    return untold.isEmpty()
        ? qemu.awaitEvent(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)))
        : Optional.of(untold.remove());
  }

  private void expect(Exchange exchange, permafrost.model.Event event) {
    if (isOfJob(event.name())) {
      JobEvents life = jobs.getOrDefault(event.source(), JobEvents.none());
      jobs.put(event.source(), life.expecting(List.of(event)));
    } else {
      awaited.add(new Awaited(exchange, event));
    }
  }

  private boolean isSettled() {
    return awaited.isEmpty() && jobs.values().stream().allMatch(JobEvents::isSettled);
  }

  private Optional<Divergence> taken(Event event) {
    String source = source(event);
    return isOfJob(event.name()) ? ofJob(event, source) : other(event, source);
  }

  /** The pauses of a drain come and go unasked. */
  private Optional<Divergence> ofJob(Event event, String job) {
    JobEvents life = jobs.getOrDefault(job, JobEvents.none());
    Optional<JobEvents> next = life.seeing(event.name(), event.data());
    next.ifPresent(now -> jobs.put(job, now));
    if (next.isPresent()) {
      return Optional.empty();
    }
    String expected = life.next().map(Happenings::spoken).orElse("no event of this job");
    return Optional.of(divergence(at(event), name(event), expected, spoken(event)));
  }

  private Optional<Divergence> other(Event event, String source) {
    Optional<Awaited> next =
        awaited.stream().filter(each -> each.event().source().equals(source)).findFirst();
    if (next.isPresent() && isAsExpected(event, next.get().event())) {
      awaited.remove(next.get());
      return Optional.empty();
    }
    Exchange exchange = next.map(Awaited::exchange).orElseGet(() -> at(event));
    String expected = next.map(each -> spoken(each.event())).orElse("no event");
    return Optional.of(divergence(exchange, name(event), expected, spoken(event)));
  }

  private static boolean isOfJob(String event) {
    return event.startsWith("JOB_") || event.startsWith("BLOCK_JOB_");
  }

  private Divergence missing(Exchange exchange) {
    permafrost.model.Event ofJob =
        jobs.values().stream()
            .map(JobEvents::next)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    String expected =
        ofJob != null
            ? spoken(ofJob)
            : awaited.isEmpty() ? "the end of a drain" : spoken(awaited.getFirst().event());
    String name =
        ofJob != null
            ? name(ofJob.name(), ofJob.data())
            : awaited.isEmpty() ? expected : awaited.getFirst().event().name();
    return qemu.fault()
        .map(fault -> Faults.divergence(exchange.line(), exchange.step(), "", expected, fault))
        .orElseGet(() ->
            divergence(
                exchange, "no " + name, expected, "none within " + limit.toSeconds() + " s"));
  }

  private static Divergence divergence(
      Exchange exchange, String what, String expected, String actual) {
    return new Divergence(
        Kind.EVENT,
        "event " + what + " after " + Comparison.stepName(exchange),
        exchange.line(),
        exchange.step(),
        "",
        expected,
        actual,
        "");
  }

  private Exchange at(Event event) {
    long place = Math.max(event.place() - 1, 0);
    return exchanges.get((int) Math.min(place, exchanges.size() - 1L));
  }

  private static boolean isAsExpected(Event actual, permafrost.model.Event expected) {
    return actual.name().equals(expected.name())
        && expected.data().properties().stream()
            .allMatch(member -> member.getValue().equals(actual.data().get(member.getKey())));
  }

  /** What an event is about, as {@link permafrost.model.Event#source} says it. */
  private static String source(Event event) {
    if (event.name().startsWith("BLOCK_EXPORT_")) {
      return event.name();
    }
    JsonNode id = event.data().path("id");
    JsonNode device = event.data().path("device");
    return id.isTextual() ? id.asText() : device.isTextual() ? device.asText() : event.name();
  }

  private static String name(Event event) {
    return name(event.name(), event.data());
  }

  private static String name(String event, JsonNode data) {
    JsonNode status = data.path("status");
    return status.isTextual() ? event + " " + status.asText() : event;
  }

  private static String spoken(Event event) {
    return event.name() + " " + event.data();
  }

  private static String spoken(permafrost.model.Event event) {
    return event.name() + " " + event.data();
  }
}
