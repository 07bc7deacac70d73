package permafrost.properties.command;

import java.io.PrintWriter;
import permafrost.fixtures.Unusable;
import permafrost.qmp.HostException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
    name = "permafrost",
    description = "Model-checks QEMU's block layer with random command sequences.",
    mixinStandardHelpOptions = true,
    subcommands = {
      FuzzCommand.class,
      ReplayCommand.class,
      ShrinkCommand.class,
      BenchCommand.class,
      QemuCommand.class
    },
    footer = {
      "",
      "'permafrost test' runs all tests.",
      "Exit codes: 0 nothing new diverged, 1 something did, 2 the run could not be done."
    })
public final class Main implements Runnable {

  /** The exit code where nothing new diverged. */
  static final int AGREED = 0;

  /** The exit code where something did. */
  static final int DIVERGED = 1;

  /** The exit code where the run could not be done. */
  static final int IMPOSSIBLE = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** For picocli. */
  public Main() {}

  /** Runs a command to its end and gives the exit code. */
  public static int run(String... args) {
    return run(new PrintWriter(System.out), new PrintWriter(System.err), args);
  }

  /** The same, with what it says to users going elsewhere. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((wrong, given) -> misused(wrong));
    line.setExecutionExceptionHandler((thrown, command, result) -> failed(thrown, command));
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command: name fuzz, replay, shrink, bench, qemu or test");
  }

  private static int misused(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    say(
        command.getErr(),
        wrong.getMessage() + "; see '" + command.getCommandSpec().qualifiedName() + " --help'");
    return IMPOSSIBLE;
  }

  private static int failed(Exception thrown, CommandLine command) throws Exception {
    if (thrown instanceof Unusable || thrown instanceof HostException) {
      say(command.getErr(), thrown.getMessage());
      return IMPOSSIBLE;
    }
    throw thrown;
  }

  private static void say(PrintWriter err, String message) {
    err.println("permafrost: " + message.replaceAll("\\s*\\R\\s*", " ").strip());
    err.flush();
  }
}
