package permafrost.properties.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bench}: the speeds. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures the speeds.")
final class BenchCommand implements Callable<Integer> {
  BenchCommand() {}

  @Override
  public Integer call() {
    return Main.IMPOSSIBLE;
  }
}
