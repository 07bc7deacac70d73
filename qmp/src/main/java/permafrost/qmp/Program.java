package permafrost.qmp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A QEMU that can be run.
 *
 * @param kind which of its programs
 * @param path the daemon or emulator; absolute
 * @param prefix what stands before a program's path on each command line; empty for a QEMU that
 *     runs by itself, else for example a JVM with its options
 * @param qemuImg the {@code qemu-img} that belongs to it
 * @param qemuIo the {@code qemu-io} that belongs to it
 * @param version such as {@code 7.2.22}
 * @param versionText the first line that {@code --version} prints
 */
public record Program(
    Kind kind,
    Path path,
    List<String> prefix,
    Path qemuImg,
    Path qemuIo,
    String version,
    String versionText) {

  /** QEMU's programs that have a block layer and a monitor. */
  public enum Kind {
    /** {@code qemu-storage-daemon}. */
    STORAGE_DAEMON,
    /** {@code qemu-system-x86_64} and its like. */
    SYSTEM
  }

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern VERSION =
      Pattern.compile("(QEMU emulator|qemu-storage-daemon) version (\\d+(?:\\.\\d+)+)\\b.*");

  /** Copies the list. */
  public Program {
    prefix = List.copyOf(prefix);
  }

  /**
   * Finds out what a file is by running it with {@code --version}, and takes the tools that lie
   * beside it, else in the folder above (as in a build folder), else on {@code PATH}.
   *
   * @throws HostException if no process can be started at all
   */
  public static Probe probe(Host host, Path path) {
    Path file = path.toAbsolutePath().normalize();
    Optional<Path> img = tool(file, "qemu-img");
    Optional<Path> io = tool(file, "qemu-io");
    if (img.isEmpty() || io.isEmpty()) {
      return new Probe.NoQemu(
          file
              + ": found no "
              + (img.isEmpty() ? "qemu-img" : "qemu-io")
              + " beside it or on PATH; install the distribution's qemu-utils");
    }
    return probe(host, List.of(), file, img.get(), io.get());
  }

  /** As {@link #probe(Host, Path)}, with the prefix and the tools given. */
  public static Probe probe(Host host, List<String> prefix, Path file, Path qemuImg, Path qemuIo) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      return new Probe.NoQemu(
          file
              + (Files.exists(file) ? " is no executable file" : " does not exist")
              + "; name a qemu-storage-daemon or qemu-system-x86_64");
    }
    List<String> command = command(prefix, file, List.of("--version"));
    Run run;
    try {
      run = Run.of(host, file.getParent(), command, LIMIT);
    } catch (HostException e) {
      return new Probe.NoQemu(file + " cannot be run: " + e.getMessage());
    }
    return switch (run) {
      case Run.TooSlow slow ->
          new Probe.NoQemu(
              file
                  + " --version did not end within "
                  + slow.limit().toSeconds()
                  + " s: it is no QEMU, or this machine is overloaded");
      case Run.Ended ended -> recognise(ended, prefix, file, qemuImg, qemuIo);
    };
  }

  private static Probe recognise(
      Run.Ended ended, List<String> prefix, Path file, Path img, Path io) {
    String first = ended.out().lines().findFirst().orElse("");
    Matcher matcher = VERSION.matcher(first);
    if (ended.exit().clean() && matcher.matches()) {
      Kind kind = matcher.group(1).startsWith("QEMU") ? Kind.SYSTEM : Kind.STORAGE_DAEMON;
      return new Probe.Found(new Program(kind, file, prefix, img, io, matcher.group(2), first));
    }
    String said =
        Stream.concat(ended.err().lines(), ended.out().lines())
            .filter(line -> !line.isBlank())
            .findFirst()
            .map(line -> ", and it said: " + line.substring(0, Math.min(line.length(), 200)))
            .orElse(", and it said nothing");
    return new Probe.NoQemu(
        file
            + " is no qemu-storage-daemon or qemu-system: --version ended with "
            + ended.exit()
            + said);
  }

  private static Optional<Path> tool(Path file, String name) {
    Stream<Path> near =
        Stream.of(file.resolveSibling(name), file.resolveSibling("..").resolve(name));
    Stream<Path> onPath =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, name));
    return Stream.concat(near, onPath)
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .map(found -> found.toAbsolutePath().normalize())
        .findFirst();
  }

  /** The command line that runs its {@code qemu-img}. */
  public List<String> img(String... args) {
    return command(prefix, qemuImg, List.of(args));
  }

  /** The command line that runs its {@code qemu-io}. */
  public List<String> io(String... args) {
    return command(prefix, qemuIo, List.of(args));
  }

  /** The command line that runs the daemon or emulator itself. */
  List<String> command(List<String> args) {
    return command(prefix, path, args);
  }

  private static List<String> command(List<String> prefix, Path program, List<String> args) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(args);
    return List.copyOf(command);
  }
}
