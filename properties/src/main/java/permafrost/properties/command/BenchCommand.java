package permafrost.properties.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import permafrost.model.Model;
import permafrost.properties.bench.Bench;
import permafrost.properties.bench.Measurements;
import permafrost.properties.bench.StartUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: the speeds. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how fast checked steps, the model and a daemon's start are.")
final class BenchCommand implements Callable<Integer> {

  @Mixin private QemuOption qemu = new QemuOption();
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  BenchCommand() {}

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    try (Session session =
        Session.open(qemu.named(), Optional.empty(), spec.commandLine().getErr())) {
      String program = session.qemu().preferred();
      Model model = session.models().of(program);
      Bench bench =
          new Bench(
              model,
              FuzzCommand.source(model, program, FuzzCommand.avoidances(session)),
              session.stage(),
              session.lockstep());
      StartUp startUp = new StartUp(session.host(), session.qemu().program(program));
      Measurements measured = bench.measure(startUp);
      print.print(json ? json(measured) + "\n" : text(measured));
      print.flush();
    }
    return Main.AGREED;
  }

  private static String text(Measurements m) {
    return """
    checked steps       %,10.0f a second
      to a bare loop    %10.2f times as fast (the same bytes, no model)
      to naive encoding %10.2f times as fast (long names, paths, blanks, a Unix socket)
    bytes sent          %10.1f a step, naive %.1f
    model alone         %,10.0f steps a second, %,.0f predictions with queries
    start of a daemon   %10.1f ms, by itself %.1f ms, %+.1f ms
    """
        .formatted(
            m.checkedStepsPerSecond(),
            m.checkedToBare(),
            m.checkedToNaive(),
            m.bytesPerStep(),
            m.naiveBytesPerStep(),
            m.modelStepsPerSecond(),
            m.modelPredictionsPerSecond(),
            m.startMillis(),
            m.bareStartMillis(),
            m.startMillis() - m.bareStartMillis());
  }

  private static String json(Measurements m) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("checked_steps_per_second", m.checkedStepsPerSecond())
        .put("checked_to_bare", m.checkedToBare())
        .put("checked_to_naive", m.checkedToNaive())
        .put("bytes_per_step", m.bytesPerStep())
        .put("naive_bytes_per_step", m.naiveBytesPerStep())
        .put("model_steps_per_second", m.modelStepsPerSecond())
        .put("model_predictions_per_second", m.modelPredictionsPerSecond())
        .put("start_ms", m.startMillis())
        .put("bare_start_ms", m.bareStartMillis());
    return json.toString();
  }
}
