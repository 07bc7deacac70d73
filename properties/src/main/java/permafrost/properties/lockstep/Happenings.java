package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.qmp.Event;
import permafrost.qmp.Fault;
import permafrost.qmp.Qemu;

/**
 * Holds the events of one QEMU against those that the model says must come: all of a command's
 * before the next command is sent, those of one source in their order, and no others. Only the
 * pauses that a drain puts into a running job's life come and go unasked.
 */
final class Happenings {

  private static final String STATUS = "JOB_STATUS_CHANGE";

  private final List<Exchange> exchanges;
  private final Qemu qemu;
  private final Duration limit;
  private final List<Awaited> awaited = new ArrayList<>();
  private final Map<String, String> drained = new HashMap<>();

  private record Awaited(Exchange exchange, permafrost.model.Event event) {}

  /**
   * For these exchanges.
   *
   * @param limit how long an event may take to come
   */
  Happenings(List<Exchange> exchanges, Qemu qemu, Duration limit) {
    this.exchanges = exchanges;
    this.qemu = qemu;
    this.limit = limit;
  }

  /** Waits for what an exchange whose reply has come makes QEMU send. */
  Optional<Divergence> settle(Exchange exchange) {
    exchange.expected().events().forEach(event -> awaited.add(new Awaited(exchange, event)));
    Optional<Divergence> divergence = Optional.empty();
    while (divergence.isEmpty() && !awaited.isEmpty()) {
      Optional<Event> event = qemu.awaitEvent(limit);
      divergence = event.isPresent() ? taken(event.get()) : Optional.of(missing());
    }
    return divergence;
  }

  /** What came and was not expected. */
  Optional<Divergence> rest() {
    return qemu.takeEvents().stream().map(this::taken).flatMap(Optional::stream).findFirst();
  }

  private Optional<Divergence> taken(Event event) {
    String source = source(event);
    Optional<Awaited> next =
        awaited.stream().filter(each -> each.event().source().equals(source)).findFirst();
    if (next.isPresent() && isAsExpected(event, next.get().event())) {
      awaited.remove(next.get());
      return Optional.empty();
    }
    if (isOfDrain(event, source)) {
      return Optional.empty();
    }
    Exchange exchange = next.map(Awaited::exchange).orElseGet(() -> at(event));
    String expected = next.map(each -> spoken(each.event())).orElse("no event");
    return Optional.of(divergence(exchange, name(event), expected, spoken(event)));
  }

  /** A drain pauses a job and lets it go on as it was. */
  private boolean isOfDrain(Event event, String source) {
    if (!event.name().equals(STATUS)) {
      return false;
    }
    String status = event.data().path("status").asText();
    if (status.equals("paused") || status.equals("standby")) {
      return drained.put(source, status.equals("paused") ? "running" : "ready") == null;
    }
    return drained.remove(source, status);
  }

  private Divergence missing() {
    Awaited first = awaited.getFirst();
    Optional<Fault> fault = qemu.fault();
    if (fault.isPresent()) {
      Exchange exchange = first.exchange();
      return Faults.divergence(
          exchange.line(), exchange.step(), "", spoken(first.event()), fault.get());
    }
    String what = "no " + name(first.event().name(), first.event().data());
    return divergence(
        first.exchange(), what, spoken(first.event()), "none within " + limit.toSeconds() + " s");
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
