package permafrost.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests a blkdebug node lets fail: the rules that are left, and where it stands among
 * them. Immutable. Source: {@code BDRVBlkdebugState}.
 *
 * @param errors the rules that let requests fail, as they were given
 * @param moves the rules that lead from one state to the next, as they were given
 * @param state the one that it is in
 * @param active the numbers of the errors that requests meet now
 */
public record Injection(
    List<ErrorRule> errors, List<StateRule> moves, long state, List<Integer> active) {

  /** The state that a node begins in. */
  private static final long FIRST_STATE = 1;

  /** What a request is. Source: {@code BlkdebugIOType}. */
  public enum Request {
    READ,
    WRITE,
    WRITE_ZEROES,
    DISCARD,
    FLUSH,
    BLOCK_STATUS
  }

  /**
   * Lets requests fail once its event has come.
   *
   * @param number its own, to tell it from one with the same values
   * @param event what makes it active
   * @param state in which it does; 0 is any
   * @param offset of the byte that a request must touch, or -1 for any
   * @param error what the request fails with
   * @param once whether only one request fails
   */
  public record ErrorRule(
      int number,
      String event,
      long state,
      Set<Request> requests,
      long offset,
      int error,
      boolean once) {

    private boolean meets(Request request, long from, long bytes) {
      return requests.contains(request)
          && (offset == -1 || offset >= from && offset < from + bytes);
    }
  }

  /**
   * Leads to another state.
   *
   * @param state in which it does; 0 is any
   */
  public record StateRule(String event, long state, long newState) {}

  public Injection {
    errors = List.copyOf(errors);
    moves = List.copyOf(moves);
    active = List.copyOf(active);
  }

  /** The rules of a node that has just been opened. Source: {@code blkdebug_open}. */
  public static Injection of(List<ErrorRule> errors, List<StateRule> moves) {
    return new Injection(errors, moves, FIRST_STATE, List.of()).on("none");
  }

  /** Whether some request may fail. */
  public boolean injects() {
    return !errors.isEmpty();
  }

  /** Whether a request of this kind may fail now, or once more has happened. */
  public boolean mayFail(Request request) {
    return errors.stream().anyMatch(rule -> rule.requests().contains(request));
  }

  /** Whether a request of this kind may fail without an event before it. */
  public boolean isActiveFor(Request request) {
    return errors.stream()
        .anyMatch(rule -> active.contains(rule.number()) && rule.requests().contains(request));
  }

  /** Whether one of these events changes which requests fail. */
  public boolean listensTo(Set<String> events) {
    return errors.stream().anyMatch(rule -> events.contains(rule.event()))
        || moves.stream().anyMatch(rule -> events.contains(rule.event()));
  }

  /** After something has happened. Source: {@code blkdebug_debug_event}. */
  public Injection on(String event) {
    long next = state;
    for (StateRule rule : moves.reversed()) {
      if (rule.event().equals(event) && isHere(rule.state())) {
        next = rule.newState();
      }
    }
    List<Integer> met = new ArrayList<>();
    for (ErrorRule rule : errors) {
      if (rule.event().equals(event) && isHere(rule.state())) {
        met.add(rule.number());
      }
    }
    return new Injection(errors, moves, next, met.isEmpty() ? active : met);
  }

  private boolean isHere(long wanted) {
    return wanted == 0 || wanted == state;
  }

  /**
   * The rule that lets a request fail, or empty where none does. Source: {@code rule_check}.
   *
   * @param from where the request begins, in bytes
   */
  public Optional<ErrorRule> failing(Request request, long from, long bytes) {
    return active.stream()
        .flatMap(number -> errors.stream().filter(rule -> rule.number() == number))
        .filter(rule -> rule.meets(request, from, bytes))
        .findFirst();
  }

  /** After a rule has let a request fail. */
  public Injection after(ErrorRule rule) {
    return rule.once()
        ? new Injection(
            errors.stream().filter(other -> other.number() != rule.number()).toList(),
            moves,
            state,
            active)
        : this;
  }
}
