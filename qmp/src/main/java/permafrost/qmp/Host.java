package permafrost.qmp;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this machine lends a run: a private folder (mode 0700) for workspaces, sockets and captured
 * output, and a guard process that takes all of it back, and every QEMU and tool started here, when
 * this object is closed or this JVM ends, be it by Ctrl-C or by SIGKILL.
 *
 * <p>Made once a run; may be shared by threads.
 */
public final class Host implements AutoCloseable {
  /** A Unix socket's path has at most 107 bytes (unix(7)); this many may stand before its name. */
  private static final int LONGEST_SOCKET_FOLDER = 80;

  private static final File NOTHING = new File("/dev/null");

  private final Path workspaces;
  private final Path sockets;
  private final Guard guard;

  /** Names of one length: images that name their folder can then be told apart by nothing else. */
  private final AtomicLong count = new AtomicLong(1000);

  private Host(Path workspaces, Path sockets, Guard guard) {
    this.workspaces = workspaces;
    this.sockets = sockets;
    this.guard = guard;
  }

  /**
   * Opens one in the system's folder for temporary files ({@code java.io.tmpdir}).
   *
   * @throws HostException if no folder can be made there
   */
  public static Host open() {
    return open(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Opens one whose workspaces lie below a folder. Sockets lie there too, or in {@code /tmp} where
   * its path is too long for them.
   *
   * @throws HostException if no folder can be made there
   */
  public static Host open(Path temp) {
    Path workspaces = privateFolder(temp.toAbsolutePath());
    int length = workspaces.toString().getBytes(StandardCharsets.UTF_8).length;
    Path sockets = length <= LONGEST_SOCKET_FOLDER ? workspaces : privateFolder(Path.of("/tmp"));
    Set<Path> folders = new LinkedHashSet<>(Set.of(workspaces));
    folders.add(sockets);
    return new Host(workspaces, sockets, Guard.start(folders));
  }

  private static Path privateFolder(Path parent) {
    try {
      return Files.createTempDirectory(
          parent,
          "permafrost-",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw HostException.of("making a private folder", parent, e);
    }
  }

  /**
   * A new, empty folder for a case.
   *
   * @throws HostException if it cannot be made
   */
  public Workspace workspace() {
    Path path = workspaces.resolve("w" + count.incrementAndGet());
    try {
      return new Workspace(Files.createDirectory(path));
    } catch (IOException e) {
      throw HostException.of("making a folder", path, e);
    }
  }

  /** A path short enough for a Unix socket, at which nothing stands yet. */
  Path socket() {
    return sockets.resolve("s" + count.incrementAndGet());
  }

  /** Starts a program with this JVM's environment. */
  Ward spawn(Path folder, Iterable<String> command) {
    return spawn(folder, command, System.getenv());
  }

  /**
   * Starts a program with an empty standard input, registered with the guard.
   *
   * @param environment what it finds in its environment, all of it
   * @throws HostException if it cannot be started
   */
  Ward spawn(Path folder, Iterable<String> command, Map<String, String> environment) {
    String name = "p" + count.incrementAndGet();
    Output out = new Output(workspaces.resolve(name + ".out"));
    Output err = new Output(workspaces.resolve(name + ".err"));
    ProcessBuilder builder = new ProcessBuilder();
    command.forEach(builder.command()::add);
    builder
        .directory(folder.toFile())
        .redirectInput(NOTHING)
        .redirectOutput(out.path().toFile())
        .redirectError(err.path().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      return new Ward(process, guard, out, err);
    } catch (IOException e) {
      out.remove();
      err.remove();
      throw HostException.of("starting a program", Path.of(builder.command().getFirst()), e);
    }
  }

  /**
   * Kills what was started here and still runs, and removes the folders.
   *
   * @throws HostException if a folder cannot be removed
   */
  @Override
  public void close() {
    guard.close();
  }
}
