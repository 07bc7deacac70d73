package permafrost.properties.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

  @TempDir private Path folder;

  private record Told(int code, String out, String err) {}

  private static Told run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Told(code, out.toString(), err.toString());
  }

  private static void assertOneLine(Told told, String... parts) {
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err().lines()).hasSize(1);
    assertThat(told.err()).startsWith("permafrost: ").contains(parts);
  }

  private Path file(String... lines) throws Exception {
    return Files.writeString(folder.resolve("given.jsonl"), String.join("\n", lines) + "\n");
  }

  @Test
  void aQemuThatIsNoneIsRefused() {
    assertOneLine(run("fuzz", "--qemu", "/bin/true", "--cases", "1"), "/bin/true");
  }

  @Test
  void aScenarioThatIsNotThereIsRefused() {
    assertOneLine(run("replay", folder.resolve("none.jsonl").toString()), "none.jsonl");
  }

  @Test
  void aBrokenLineIsRefusedWithItsNumber() throws Exception {
    Path file = file("{\"scenario\": \"x\"}", "{\"execute\": ");
    assertOneLine(run("replay", file.toString()), "line 2");
  }

  @Test
  void anUnknownKeyIsRefused() throws Exception {
    Path file = file("{\"scenario\": \"x\"}", "{\"exekute\": \"query-jobs\"}");
    assertOneLine(run("replay", file.toString()), "line 2", "exekute");
  }

  @Test
  void aScenarioThatReachesOutsideIsRefused() throws Exception {
    Path file =
        file(
            "{\"scenario\": \"x\"}",
            "{\"launch\": [], \"program\": \"qemu-storage-daemon\"}",
            "{\"execute\": \"blockdev-add\", \"arguments\": {\"driver\": \"file\", \"node-name\":"
                + " \"a\", \"filename\": \"/etc/passwd\"}}");
    assertOneLine(run("replay", file.toString()), "line 3", "--trust");
  }

  @Test
  void aScenarioThatStartsNoQemuIsRefused() throws Exception {
    Path file = file("{\"scenario\": \"x\"}", "{\"execute\": \"query-jobs\"}");
    assertOneLine(run("replay", file.toString()), "launch");
  }

  @Test
  void anUnknownRuleToPlantIsRefused() {
    assertOneLine(run("fuzz", "--plant", "NO_SUCH_RULE"), "NO_SUCH_RULE", "--plant list");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertOneLine(run("fuzz", "--time", "soon"), "soon");
  }

  @Test
  void lessThanOneCaseIsRefused() {
    assertOneLine(run("fuzz", "--cases", "-3"), "--cases -3");
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertOneLine(run("fuzz", "--frobnicate"), "--frobnicate");
  }

  @Test
  void noCommandAtAllIsRefused() {
    assertOneLine(run(), "fuzz");
  }
}
