package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A real QEMU that speaks QMP on its standard input and output. It ends with this object. */
final class Daemon implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STARTS = 3;
  private static final int FIRST_REPLY_SECONDS = 10;
  private static final int LIFE_SECONDS = 600;

  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private Future<?> end;

  private Daemon(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.end = killAfter(FIRST_REPLY_SECONDS);
  }

  /**
   * Starts {@code qemu-storage-daemon}, again if it never answers its first command, as some do.
   *
   * @param folder its working folder
   */
  static Daemon start(Path folder) throws IOException {
    IOException last = new IOException("not started");
    for (int i = 0; i < STARTS; i++) {
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
      Daemon daemon = new Daemon(builder.start());
      try {
        daemon.line();
        daemon.reply("{\"execute\":\"qmp_capabilities\"}");
        daemon.end.cancel(false);
        daemon.end = daemon.killAfter(LIFE_SECONDS);
        return daemon;
      } catch (IOException e) {
        daemon.close();
        last = e;
      }
    }
    throw last;
  }

  private static List<String> command() {
    String monitor = "stdio,id=m";
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("permafrost.qapi.qemu", "qemu-storage-daemon"));
    if (command.get(0).contains("system")) {
      command.addAll(List.of("-M", "none", "-nodefaults", "-display", "none", "-chardev", monitor));
      command.addAll(List.of("-mon", "m,mode=control"));
    } else {
      command.addAll(List.of("--chardev", monitor, "--monitor", "m"));
    }
    return command;
  }

  private Future<?> killAfter(int seconds) {
    return CompletableFuture.runAsync(
        process::destroyForcibly, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
  }

  /**
   * Sends one request and reads its reply.
   *
   * @throws IOException if QEMU ends first, also because it took too long and was killed
   */
  JsonNode reply(String request) throws IOException {
    in.write(request);
    in.write('\n');
    in.flush();
    JsonNode reply = line();
    while (reply.has("event")) {
      reply = line();
    }
    return reply;
  }

  private JsonNode line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("QEMU ended");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() {
    end.cancel(false);
    process.destroyForcibly();
    process.onExit().orTimeout(FIRST_REPLY_SECONDS, TimeUnit.SECONDS).join();
  }
}
