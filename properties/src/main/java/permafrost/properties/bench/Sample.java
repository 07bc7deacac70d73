package permafrost.properties.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.lockstep.Exchange;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.RealNames;

/**
 * A case to measure with: it agrees to its end and names no node by a made-up name, so that its
 * bytes are the same in every run.
 *
 * @param plan the case
 */
record Sample(Plan plan) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static boolean fits(Plan plan) {
    return plan.unmodelled().isEmpty()
        && plan.exchanges().stream().noneMatch(e -> RealNames.needsReplies(e.sent()));
  }

  /** What goes over the wire, the short way. */
  List<byte[]> wire(RealNames names) {
    return plan.exchanges().stream()
        .map(exchange -> names.toWire(exchange.sent()).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** What goes over the wire, the usual way. */
  List<byte[]> naiveWire(Path folder) {
    NaiveEncoding encoding = new NaiveEncoding(folder);
    return plan.exchanges().stream()
        .map(Exchange::sent)
        .map(command -> encoding.of(command).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** The same case with the usual names in its launch arguments. */
  Plan naive() {
    NaiveEncoding encoding = new NaiveEncoding(Path.of(""));
    List<String> arguments =
        plan.launch().arguments().stream()
            .map(argument -> argument.startsWith("{") ? naive(encoding, argument) : argument)
            .toList();
    Line.Launch launch = new Line.Launch(arguments, plan.launch().program());
    Scenario scenario = plan.scenario();
    return new Plan(
        scenario,
        plan.host(),
        plan.launchLine(),
        launch,
        plan.launched(),
        plan.exchanges(),
        plan.unmodelled());
  }

  private static String naive(NaiveEncoding encoding, String argument) {
    try {
      return encoding.inLaunch(JSON.readTree(argument));
    } catch (JsonProcessingException e) {
      return argument;
    }
  }

  static long bytes(List<byte[]> commands) {
    return commands.stream().mapToLong(command -> command.length).sum();
  }
}
