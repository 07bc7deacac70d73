package permafrost.properties.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.Step;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/**
 * A scenario with everything that must be seen when it runs: all that is known before a QEMU is
 * started.
 *
 * @param scenario the scenario
 * @param host what runs before QEMU, in order
 * @param launchLine the number of the line that starts QEMU
 * @param launch how QEMU is started
 * @param launched what its start must show
 * @param exchanges the commands and queries, in the order in which they are sent
 * @param beside what runs on the host while QEMU runs, and after its end
 * @param unmodelled the first line that is outside the model; nothing is sent from there on
 */
public record Plan(
    Scenario scenario,
    List<Line> host,
    int launchLine,
    Line.Launch launch,
    Prediction launched,
    List<Exchange> exchanges,
    List<Beside> beside,
    Optional<Unmodelled> unmodelled) {

  private static final Set<String> PLUGGING_NOTHING =
      Set.of("-blockdev", "--blockdev", "-object", "--object", "-chardev", "--chardev");

  public Plan {
    host = List.copyOf(host);
    exchanges = List.copyOf(exchanges);
    beside = List.copyOf(beside);
  }

  /** How many of the scenario's own commands are sent. */
  public int steps() {
    return (int) exchanges.stream().filter(Exchange::isStep).count();
  }

  /** The scenario's own commands up to a line, with what the model says to them. */
  public List<Step> stepsUpTo(int line) {
    List<Step> steps = new ArrayList<>();
    if (launched instanceof Prediction.Success started) {
      State state = started.next();
      for (Exchange exchange : exchanges) {
        if (exchange.isStep() && exchange.line() <= line) {
          Step step = new Step(state, exchange.sent(), exchange.expected());
          steps.add(step);
          state = step.after();
        }
      }
    }
    return steps;
  }

  /** Whether something is plugged into QEMU's machine, at the start or later. */
  public boolean plugs() {
    return launch.arguments().stream()
            .filter(argument -> argument.startsWith("-"))
            .anyMatch(option -> !PLUGGING_NOTHING.contains(option))
        || scenario.commands().stream().anyMatch(command -> command.name().startsWith("device_"));
  }

  /** The number of the line at which QEMU is told to quit: the scenario's own, or its last one. */
  public int lastLine() {
    return unmodelled.map(Unmodelled::line).orElse(scenario.lines().size() + 1);
  }

  /**
   * A host line that must succeed.
   *
   * @param line its number in its file
   * @param tool the line itself
   * @param before the place of the exchange before which it runs; none has the place {@link
   *     #AFTER_END}, of what runs when QEMU has gone
   */
  public record Beside(int line, Line tool, int before) {

    /** Later than all exchanges. */
    public static final int AFTER_END = Integer.MAX_VALUE;
  }

  /**
   * Where a scenario leaves the model.
   *
   * @param line the line's number in its file
   * @param what the command, option or value, for people
   */
  public record Unmodelled(int line, String what) {}
}
