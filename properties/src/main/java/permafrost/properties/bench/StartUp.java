package permafrost.properties.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import permafrost.qmp.Host;
import permafrost.qmp.HostException;
import permafrost.qmp.Launch;
import permafrost.qmp.Limits;
import permafrost.qmp.Program;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

/**
 * How long a QEMU takes to start: as Permafrost starts it, until its first command is answered; and
 * by itself, until it greets on a pipe.
 *
 * @param host lends folders and processes
 * @param program which QEMU
 */
public record StartUp(Host host, Program program) {

  private static final int TURNS = 41;

  Pair measure() {
    Pair pair = new Pair();
    try (Workspace folder = host.workspace()) {
      for (int i = 0; i < TURNS; i++) {
        pair.add(ours(folder), own(folder));
      }
    }
    return pair;
  }

  private double ours(Workspace folder) {
    long start = System.nanoTime();
    Start came = Qemu.start(host, launch(folder));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (came instanceof Start.Running running) {
      running.qemu().close();
    }
    return seconds;
  }

  private Launch launch(Workspace folder) {
    return new Launch(
        program,
        folder.path(),
        List.of(),
        Launch.Machine.NONE,
        Launch.Monitor.fastest(),
        Limits.USUAL);
  }

  private double own(Workspace folder) {
    List<String> command = new ArrayList<>(program.prefix());
    command.add(program.path().toString());
    command.addAll(
        switch (program.kind()) {
          case STORAGE_DAEMON -> List.of("--chardev", "stdio,id=m", "--monitor", "m");
          case SYSTEM ->
              List.of("-nodefaults", "-display", "none", "-S", "-M", "none", "-qmp", "stdio");
        });
    long start = System.nanoTime();
    Process process = start(command, folder);
    try (InputStream out = process.getInputStream()) {
      int first = out.read();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (first != '{') {
        throw new IllegalStateException("QEMU does not greet");
      }
      return seconds;
    } catch (IOException e) {
      throw HostException.of("reading from QEMU", program.path(), e);
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static Process start(List<String> command, Workspace folder) {
    try {
      return new ProcessBuilder(command).directory(folder.path().toFile()).start();
    } catch (IOException e) {
      throw HostException.of("starting a program", folder.path(), e);
    }
  }
}
