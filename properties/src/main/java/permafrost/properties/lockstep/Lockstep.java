package permafrost.properties.lockstep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.Refusal;
import permafrost.model.graph.Graph;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.User;
import permafrost.properties.oracle.Divergence;
import permafrost.qmp.Fault;
import permafrost.qmp.Outcome;
import permafrost.qmp.Qemu;
import permafrost.qmp.Reply;
import permafrost.qmp.Start;

/**
 * Sends a planned scenario to its QEMU and compares what comes back, several commands under way at
 * once, until the first divergence.
 */
public final class Lockstep {

  /** How many commands QEMU takes before it has answered the first. */
  private static final int WINDOW = 8;

  private final Comparison comparison;
  private final Encoding encoding;

  /** How a command is written. */
  @FunctionalInterface
  public interface Encoding {

    /** As short as it gets: over a stream QEMU reads byte by byte. */
    Encoding SHORT = RealNames::toWire;

    /** The JSON that is sent, with what this QEMU calls things. */
    String of(RealNames names, Command command);
  }

  /** With what holds replies against predictions; writes commands the short way. */
  public Lockstep(Comparison comparison) {
    this(comparison, Encoding.SHORT);
  }

  private Lockstep(Comparison comparison, Encoding encoding) {
    this.comparison = comparison;
    this.encoding = encoding;
  }

  /** The same, with commands written another way. */
  public Lockstep writing(Encoding other) {
    return new Lockstep(comparison, other);
  }

  /** Runs all of it, and QEMU's end. QEMU is not closed: {@link Staged#close} does that. */
  public Result run(Staged staged) {
    Result result = commands(staged, () -> false);
    if (result.divergence().isPresent()) {
      return result;
    }
    Optional<Divergence> end =
        Ending.divergence(staged).or(() -> new Tools(staged).run(Plan.Beside.AFTER_END));
    return new Result(result.steps(), result.refusals(), result.bytes(), end);
  }

  /**
   * Runs it without QEMU's end.
   *
   * @param stop asked now and then; true ends the run before its time, without a divergence
   */
  public Result commands(Staged staged, BooleanSupplier stop) {
    Optional<Divergence> atLaunch = Launching.divergence(staged, comparison);
    List<Refusal> refusals = new ArrayList<>();
    if (staged.plan().launched() instanceof Prediction.Refused refused && atLaunch.isEmpty()) {
      refusals.add(refused.refusal());
    }
    if (atLaunch.isPresent()
        || staged.start().isEmpty()
        || !(staged.start().get() instanceof Start.Running running)) {
      return new Result(0, refusals, 0, atLaunch);
    }
    return new Conversation(staged, running.qemu(), refusals).hold(stop);
  }

  /** One QEMU being talked to. */
  private final class Conversation {

    private final List<Exchange> exchanges;
    private final RealNames names;
    private final Qemu qemu;
    private final List<Refusal> refusals;
    private final Happenings happenings;
    private final Tools tools;
    private int sent;
    private int received;
    private int steps;

    Conversation(Staged staged, Qemu qemu, List<Refusal> refusals) {
      this.exchanges = staged.plan().exchanges();
      this.names = staged.names();
      this.qemu = qemu;
      this.refusals = refusals;
      this.tools = new Tools(staged);
      this.happenings = new Happenings(exchanges, qemu);
    }

    Result hold(BooleanSupplier stop) {
      Optional<Divergence> divergence = Optional.empty();
      while (received < exchanges.size() && divergence.isEmpty() && !stop.getAsBoolean()) {
        divergence = sent == received ? tools.run(sent) : Optional.empty();
        if (divergence.isEmpty()) {
          send();
          divergence = receive();
        }
      }
      if (divergence.isEmpty() && received == exchanges.size()) {
        divergence = tools.run(received);
      }
      return new Result(steps, refusals, qemu.bytesSent(), divergence.or(happenings::rest));
    }

    private Optional<Divergence> receive() {
      Exchange exchange = exchanges.get(received);
      Outcome outcome = qemu.receive();
      received++;
      Optional<Divergence> divergence =
          switch (outcome) {
            case Reply reply -> comparison.of(exchange, names.toModel(reply));
            case Fault fault ->
                Optional.of(
                    Faults.divergence(
                        exchange.line(),
                        exchange.step(),
                        Comparison.name(exchange.expected()),
                        Comparison.text(exchange.expected()),
                        fault));
          };
      divergence = divergence.isPresent() ? divergence : happenings.settle(received - 1);
      if (divergence.isEmpty()) {
        count(exchange);
      }
      return divergence;
    }

    private void send() {
      while (sent < exchanges.size()
          && sent - received < WINDOW
          && (sent == received || !mustWait(sent) && !tools.standBefore(sent))) {
        qemu.send(encoding.of(names, exchanges.get(sent).sent()));
        sent++;
      }
    }

    /** Whether a command is sent only when all before it are done, their events included. */
    private boolean mustWait(int number) {
      Exchange before = exchanges.get(number - 1);
      return RealNames.needsReplies(exchanges.get(number).sent())
          || !before.expected().events().isEmpty()
          || before.isStep() && meetsJobInIoThread(number - 1);
    }

    /**
     * A job there goes on after a drain when the command that drained it is long answered, also one
     * that this command has brought back to the main loop.
     */
    private boolean meetsJobInIoThread(int step) {
      return leavesJobInIoThread(exchanges.get(step).expected())
          || step > 0 && leavesJobInIoThread(exchanges.get(step - 1).expected());
    }

    private static boolean leavesJobInIoThread(Prediction prediction) {
      return switch (prediction) {
        case Prediction.Success success -> hasJobInIoThread(success.next().graph());
        case Prediction.Refused refused -> hasJobInIoThread(refused.next().graph());
        case Prediction.Unmodelled ignored -> false;
      };
    }

    private static boolean hasJobInIoThread(Graph graph) {
      return Arrays.stream(graph.users())
          .filter(user -> graph.vertex(user) instanceof User.JobParent)
          .anyMatch(user -> graph.context(user) != GraphView.MAIN_CONTEXT);
    }

    private void count(Exchange exchange) {
      if (exchange.isStep()) {
        steps++;
        if (exchange.expected() instanceof Prediction.Refused refused) {
          refusals.add(refused.refusal());
        }
      }
    }
  }
}
