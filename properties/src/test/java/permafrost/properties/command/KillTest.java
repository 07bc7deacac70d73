package permafrost.properties.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import permafrost.fixtures.Home;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.properties.Permafrost;

/** Kills the program, as it is started by users, in the middle of a run. */
class KillTest {

  private static final long SECONDS_TO_FIND = 60;
  private static final Duration TO_CLEAN_UP = Duration.ofSeconds(5);
  private static final String LAST_WRITTEN = "finding.txt";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @Timeout(120)
  void whatWasFoundIsWholeAndNoQemuIsLeft(int findings) throws Exception {
    Path out = Files.createDirectory(folder.resolve("findings"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process program = start(out, temporary);
    List<ProcessHandle> started;
    try {
      awaitFindings(out, findings);
      started = program.descendants().toList();
    } finally {
      program.destroyForcibly();
    }

    assertThat(started.stream().filter(KillTest::isQemu)).as("QEMUs under way").isNotEmpty();
    assertThat(program.waitFor(TO_CLEAN_UP.toSeconds(), SECONDS))
        .as("the program is dead")
        .isTrue();
    awaitEnd(started);
    assertThat(workingIn(temporary)).as("processes in the run's private folders").isEmpty();
    assertThat(temporary).as("the run's private folders").isEmptyDirectory();
    assertWhole(out, findings);
  }

  private static Process start(Path out, Path temporary) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpermafrost.home=" + Home.find().folder(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            Permafrost.class.getName(),
            "fuzz",
            "--plant",
            "MEMBER_UNEXPECTED",
            "--seed",
            "1",
            "--time",
            "5m",
            "--out",
            out.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Until so many findings are written; the last of them is then being shrunk. */
  private static void awaitFindings(Path out, int findings) throws Exception {
    try (WatchService watch = out.getFileSystem().newWatchService()) {
      boolean written = false;
      while (!written) {
        out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        for (Path one : children(out)) {
          one.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        }
        written = written(out) >= findings;
        if (!written) {
          WatchKey key = watch.poll(SECONDS_TO_FIND, SECONDS);
          assertThat(key).as("something new in %d seconds", SECONDS_TO_FIND).isNotNull();
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  /** Findings of which the last file is there. */
  private static long written(Path out) throws IOException {
    return children(out).stream().filter(one -> Files.exists(one.resolve(LAST_WRITTEN))).count();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    try {
      assertThat(
              CompletableFuture.allOf(
                  processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)))
          .as("the end of all that the program started")
          .succeedsWithin(TO_CLEAN_UP);
    } finally {
      processes.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean isQemu(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("qemu")).isPresent();
  }

  /** The processes whose working directory is in this folder. */
  private static List<Path> workingIn(Path folder) throws IOException {
    Path real = folder.toRealPath();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.filter(process -> worksIn(process, real)).toList();
    }
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
    } catch (IOException noProcessOrNotOurs) {
      return false;
    }
  }

  private static void assertWhole(Path out, int findings) throws IOException {
    assertThat(written(out)).isGreaterThanOrEqualTo(findings);
    for (Path one : children(out)) {
      for (Path file : children(one)) {
        assertWhole(file);
      }
    }
  }

  private static void assertWhole(Path file) throws IOException {
    String name = file.getFileName().toString();
    switch (name) {
      case "found.jsonl", "scenario.jsonl" ->
          assertThat(ScenarioFile.read(file).lines()).as(name).isNotEmpty();
      case "reproduce.sh" -> assertThat(file).content().endsWith("\n").startsWith("#!");
      case "finding.txt" -> assertThat(file).content().endsWith("\n").contains("signature");
      default -> assertThat(name).as("a file half written").startsWith(".").endsWith(".part");
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }
}
