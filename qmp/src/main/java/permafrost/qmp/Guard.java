package permafrost.qmp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shell ({@code guard.sh}) that outlives this JVM for a moment: when its standard input ends, it
 * kills the processes registered with it and removes the folders it was given.
 */
final class Guard implements AutoCloseable {
  private static final long SECONDS_TO_CLEAN_UP = 60;

  private final Process shell;
  private final OutputStream orders;
  private final BitSet taken = new BitSet();
  private final Collection<Path> folders;
  private final Thread hook = new Thread(this::end, "permafrost-guard");
  private boolean closed;

  private Guard(Process shell, Collection<Path> folders) {
    this.shell = shell;
    this.folders = List.copyOf(folders);
    this.orders = shell.getOutputStream();
  }

  static Guard start(Collection<Path> folders) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "permafrost-guard"));
    folders.forEach(f -> command.add(f.toString()));
    try {
      Process shell =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      Guard guard = new Guard(shell, folders);
      Runtime.getRuntime().addShutdownHook(guard.hook);
      return guard;
    } catch (IOException e) {
      throw HostException.of("starting a program", Path.of("/bin/sh"), e);
    }
  }

  private static String script() {
    try (InputStream in = Guard.class.getResourceAsStream("guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw HostException.of("reading a resource", Path.of("guard.sh"), e);
    }
  }

  /**
   * Takes a process into its care; kills it where that cannot be.
   *
   * @return the slot under which to release it
   */
  synchronized int register(Process process) {
    int slot = taken.nextClearBit(0);
    if (closed || !order("+ " + slot + " " + process.pid())) {
      process.destroyForcibly();
      throw new HostException(
          "starting a program failed: the run is ending, or its guard process has been killed");
    }
    taken.set(slot);
    return slot;
  }

  /** Lets go of a process that has ended. */
  synchronized void release(int slot) {
    if (!closed) {
      order("- " + slot);
      taken.clear(slot);
    }
  }

  private boolean order(String line) {
    try {
      orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Has everything cleaned up.
   *
   * @throws HostException if a folder is still there afterwards
   */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
    for (Path folder : folders) {
      if (Files.exists(folder)) {
        throw new HostException(
            "removing a private folder failed at " + folder + "; see what holds it, and remove it");
      }
    }
  }

  private synchronized void end() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      orders.close();
    } catch (IOException e) {
      shell.destroy();
    }
    try {
      shell.waitFor(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
