package permafrost.properties.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;

class FindingsFolderTest {

  private static final Command QUERY = Command.of("query-jobs");
  private static final Line LAUNCH = new Line.Launch(List.of(), "qemu-storage-daemon");
  private static final Scenario LONG =
      new Scenario("s", "", List.of(LAUNCH, new Line.Execute(QUERY), new Line.Execute(QUERY)));
  private static final Scenario SHORT =
      new Scenario("s", "", List.of(LAUNCH, new Line.Execute(QUERY)));

  @TempDir private Path folder;

  private static Divergence divergence(String signature, int line) {
    return new Divergence(
        Kind.REPLY, signature, line, Optional.of(QUERY), "", "success", "GenericError: no", "");
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> list = Files.list(path)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatIsFoundIsThereInFullBeforeItIsShrunk() throws IOException {
    Path found = new FindingsFolder(folder).found(divergence("a", 4), LONG, "seed 1");

    assertThat(names(found))
        .containsExactly("finding.txt", "found.jsonl", "reproduce.sh", "scenario.jsonl");
    assertThat(ScenarioFile.read(found.resolve("found.jsonl"))).isEqualTo(LONG);
    assertThat(ScenarioFile.read(found.resolve("scenario.jsonl"))).isEqualTo(LONG);
    assertThat(found.resolve("finding.txt")).content().contains("line 4").endsWith("seed 1\n");
    assertThat(found.resolve("reproduce.sh")).isExecutable().content().contains("query-jobs");
  }

  @Test
  void theShrunkScenarioTakesThePlaceOfTheOneFoundWhichIsKept() throws IOException {
    FindingsFolder findings = new FindingsFolder(folder);
    Path found = findings.found(divergence("a", 4), LONG, "seed 1");
    Path shrunk = findings.shrunk(divergence("a", 3), SHORT, "seed 1; shrunk in 2 runs");

    assertThat(shrunk).isEqualTo(found);
    assertThat(names(shrunk))
        .containsExactly("finding.txt", "found.jsonl", "reproduce.sh", "scenario.jsonl");
    assertThat(ScenarioFile.read(shrunk.resolve("found.jsonl"))).isEqualTo(LONG);
    assertThat(ScenarioFile.read(shrunk.resolve("scenario.jsonl"))).isEqualTo(SHORT);
    assertThat(shrunk.resolve("finding.txt"))
        .content()
        .contains("line 3")
        .endsWith("seed 1; shrunk in 2 runs\n");
  }

  @Test
  void signaturesThatReadAlikeHaveFoldersOfTheirOwn() {
    FindingsFolder findings = new FindingsFolder(folder);
    String alike = "x".repeat(200);

    assertThat(findings.of("edge perm")).isNotEqualTo(findings.of("edge-perm"));
    assertThat(findings.of(alike + "a")).isNotEqualTo(findings.of(alike + "b"));
    assertThat(findings.of("edge perm")).isEqualTo(findings.of("edge perm"));
  }

  @Test
  void aSignatureCannotLeaveTheFolder() {
    assertThat(new FindingsFolder(folder).of("../../a/b").getParent()).isEqualTo(folder);
    assertThat(new FindingsFolder(folder).of("..").getFileName().toString()).doesNotStartWith(".");
  }

  @Test
  void aFileWhereTheFolderShouldBeIsNamedWithWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "");

    assertThatThrownBy(() -> new FindingsFolder(file).found(divergence("a", 4), LONG, ""))
        .isInstanceOf(Unusable.class)
        .hasMessageContainingAll(file.toString(), "--out");
  }

  @Test
  void aPlaceThatCanNotHoldItIsRefusedBeforeAnythingIsFound() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> new FindingsFolder(file.resolve("out")).assertUsable())
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("is no folder");
    new FindingsFolder(folder.resolve("not/there/yet")).assertUsable();
    assertThat(names(folder)).containsExactly("file");
  }
}
