package permafrost.properties.command;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final long MILLIS_BETWEEN_LOOKS = 100;
  private static final Duration TO_CLEAN_UP = Duration.ofMinutes(2);
  private static final String LAST_WRITTEN = "finding.txt";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @Timeout(value = 10, unit = MINUTES)
  void whatWasFoundIsWholeAndNoQemuIsLeft(int findings) throws Exception {
    Path out = Files.createDirectory(folder.resolve("findings"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process program = start(out, temporary);
    List<ProcessHandle> started;
    try {
      awaitFindings(program, out, findings);
      started = awaitQemu(program);
    } finally {
      program.destroyForcibly();
    }

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
            "1h",
            "--out",
            out.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Until so many findings are written; the last of them is then being shrunk. */
  private static void awaitFindings(Process program, Path out, int findings) throws Exception {
    while (written(out) < findings) {
      assertRunsOn(program);
    }
  }

  /** All that the program has started, once a QEMU is among it. */
  private static List<ProcessHandle> awaitQemu(Process program) throws Exception {
    List<ProcessHandle> started = program.descendants().toList();
    while (started.stream().noneMatch(KillTest::isQemu)) {
      assertRunsOn(program);
      started = program.descendants().toList();
    }
    return started;
  }

  /** Between two looks at what the program has done. */
  private static void assertRunsOn(Process program) throws InterruptedException {
    assertThat(program.waitFor(MILLIS_BETWEEN_LOOKS, MILLISECONDS))
        .as("the program has ended by itself")
        .isFalse();
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
