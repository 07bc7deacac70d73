package permafrost.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real storage daemon or host tool that is given all its input at once and runs to its end. */
public final class RealQemu {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GREETING_AND_CAPABILITIES = 2;
  private static final int STARTS = 3;
  private static final int SECONDS = 30;

  private RealQemu() {}

  /** The replies to commands, in order; the daemon runs in {@code folder}. */
  public static List<JsonNode> replies(Path folder, List<String> commands) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("{\"execute\":\"qmp_capabilities\"}");
    lines.addAll(commands);
    lines.add("{\"execute\":\"quit\"}");
    Path scratch = Files.createTempDirectory("permafrost-daemon");
    try {
      Path input = Files.write(scratch.resolve("in"), lines);
      Path output = scratch.resolve("out");
      for (int start = 1; !hasRun(folder, input, output); start++) {
        if (start == STARTS) {
          throw new IllegalStateException("qemu-storage-daemon did not end, " + start + " times");
        }
      }
      return replies(Files.readAllLines(output)).subList(0, commands.size());
    } finally {
      Files.deleteIfExists(scratch.resolve("in"));
      Files.deleteIfExists(scratch.resolve("out"));
      Files.delete(scratch);
    }
  }

  /** False where the daemon did not end: a few never answer their first command. */
  private static boolean hasRun(Path folder, Path input, Path output) throws Exception {
    Process process =
        new ProcessBuilder("qemu-storage-daemon", "--chardev", "stdio,id=m", "--monitor", "m")
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<JsonNode> replies(List<String> lines) throws IOException {
    List<JsonNode> replies = new ArrayList<>();
    for (String line : lines.subList(GREETING_AND_CAPABILITIES, lines.size())) {
      JsonNode reply = JSON.readTree(line);
      if (!reply.has("event")) {
        replies.add(reply);
      }
    }
    return replies;
  }

  /** Runs a host tool in {@code folder} and returns its exit code; its output is thrown away. */
  public static int tool(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(String.join(" ", command) + " did not end");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
