package permafrost.qmp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what is wrong with a process. */
record Diagnosis(Host host, Launch launch, Ward ward) {
  /** The forms in which assert(3), GLib, QEMU's abort messages and the sanitizers speak. */
  private static final Pattern FINDING =
      Pattern.compile(
          "Assertion `.*' failed|assertion failed|should not be reached|Bail out!"
              + "|ERROR: \\w+Sanitizer|WARNING: ThreadSanitizer|: runtime error: "
              + "|Unexpected error in |free\\(\\)|malloc\\(\\)|corrupted|stack smashing");

  /** The line of a standard error that says why a process died. */
  static Optional<String> finding(String stderr) {
    return stderr
        .lines()
        .filter(line -> FINDING.matcher(line).find())
        .findFirst()
        .map(String::strip);
  }

  /** The socket has ended, so the process should. */
  Fault socketEnded(String halfLine) {
    Optional<Exit> exit = ward.awaitAtWork(launch.limits().exit());
    if (exit.isEmpty()) {
      return hang("the process's end after that of its socket", launch.limits().exit());
    }
    return exit.get().clean() && !halfLine.isEmpty()
        ? new Fault.Garbage("half a line", halfLine)
        : death(exit.get(), halfLine);
  }

  Fault death(Exit exit, String halfLine) {
    String stderr = ward.err().tail();
    return new Fault.Death(exit, stderr, finding(stderr), halfLine);
  }

  Fault hang(String awaited, Duration limit) {
    return new Fault.Hang(awaited, limit, backtrace());
  }

  private String backtrace() {
    List<String> gdb =
        List.of(
            "gdb",
            "-nx",
            "-batch",
            "-iex",
            "set debuginfod enabled off",
            "-p",
            Long.toString(ward.process().pid()),
            "-ex",
            "thread apply all bt");
    try {
      return switch (Run.of(host, launch.folder(), gdb, launch.limits().backtrace())) {
        case Run.Ended ended -> ended.out().contains("#0 ") ? ended.out() : "";
        case Run.TooSlow slow -> slow.out();
      };
    } catch (HostException notInstalled) {
      return "";
    }
  }
}
