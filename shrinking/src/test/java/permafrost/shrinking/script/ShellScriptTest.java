package permafrost.shrinking.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

class ShellScriptTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_SECONDS = 60;

  private static final Line NULL_NODE =
      new Line.Launch(
          List.of("--blockdev", "{\"driver\":\"null-co\",\"node-name\":\"n0\"}"),
          "qemu-storage-daemon");

  @TempDir Path folder;

  private record Run(int exitCode, String output) {}

  @Test
  void the_whole_script_reads_as_a_maintainer_would_write_it() {
    Line image = new Line.QemuImg(List.of("create", "-f", "qcow2", "$DIR/0.img", "64k"));
    Scenario scenario = scenario(image, NULL_NODE, execute("blockdev-del", "{'node-name':'n1'}"));
    assertThat(
            ShellScript.render(
                scenario,
                "A node that is not there.",
                Optional.of(new ShellScript.Contrast("success", "GenericError: 'no'"))))
        .isEqualTo(
            """
            #!/bin/bash
            # A node that is not there.

            set -e
            dir=$(mktemp -d)
            trap 'rm -rf "$dir"' EXIT
            cd "$dir"

            qemu-img create -f qcow2 0.img 64k
            "${QSD:-qemu-storage-daemon}" \\
              --blockdev '{"driver": "null-co", "node-name": "n0"}' \\
              --chardev stdio,id=m --monitor m <<'QMP'
            {"execute": "qmp_capabilities"}
            {"execute": "blockdev-del", "arguments": {"node-name": "n1"}}
            {"execute": "quit"}
            QMP
            # The last command before quit:
            #   expected: success
            #   actual:   GenericError: 'no'
            """);
  }

  @Test
  void a_real_daemon_gives_the_replies() throws IOException, InterruptedException {
    Run run =
        run(
            scenario(
                new Line.QemuImg(List.of("create", "-f", "qcow2", "$DIR/a b's.img", "64k")),
                NULL_NODE,
                execute(
                    "blockdev-add",
                    "{'driver':'qcow2','node-name':'n1',"
                        + "'file':{'driver':'file','filename':'$DIR/a b\\u0027s.img'}}"),
                execute("blockdev-del", "{'node-name':'n1'}"),
                execute("blockdev-del", "{'node-name':'n1'}")));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines().filter(line -> line.contains("\"return\"")).count())
        .as("capabilities, add, del, quit of %s", run.output())
        .isEqualTo(4);
    assertThat(run.output()).contains("Failed to find node with node-name='n1'");
  }

  @Test
  void the_system_emulator_gives_the_replies() throws IOException, InterruptedException {
    Run run =
        run(
            scenario(
                new Line.Launch(
                    List.of("-blockdev", "node-name=src,driver=null-co"), "qemu-system-x86_64"),
                execute("blockdev-del", "{'node-name':'src'}"),
                execute("blockdev-del", "{'node-name':'src'}"),
                execute("quit", "{}")));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("Failed to find node with node-name='src'");
  }

  @Test
  void an_image_with_numbered_sectors_holds_them() throws IOException, InterruptedException {
    Path kept = folder.resolve("kept.img");
    Run run =
        run(
            scenario(
                new Line.CreateImage("$DIR/0.img", 300 * 512),
                new Line.QemuImg(
                    List.of("convert", "-f", "raw", "-O", "raw", "0.img", kept.toString()))));
    assertThat(run.exitCode()).as(run.output()).isZero();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(kept));
    assertThat(bytes.capacity()).isEqualTo(300 * 512);
    ByteBuffer expected = ByteBuffer.allocate(300 * 512);
    for (int sector = 0; sector < 300; sector++) {
      expected.putInt(sector * 512, sector).putInt(sector * 512 + 508, sector);
    }
    assertThat(bytes).isEqualTo(expected);
  }

  @Test
  void a_text_file_is_written_to_the_letter() throws IOException, InterruptedException {
    Path kept = folder.resolve("kept.txt");
    String text = "\n[inject-error]\nstate = \"1\" % \\ ' $HOME `id`\n";
    run(
        scenario(
            new Line.WriteFile("$DIR/blkdebug.conf", text),
            new Line.QemuImg(
                List.of("dd", "-f", "raw", "-O", "raw", "if=blkdebug.conf", "of=" + kept))));
    assertThat(Files.readString(kept)).startsWith(text);
  }

  @Test
  void nothing_of_the_scenario_is_left_behind() throws IOException, InterruptedException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    ProcessBuilder builder = bash(scenario(NULL_NODE, execute("quit", "{}")));
    builder.environment().put("TMPDIR", scratch.toString());
    assertThat(finish(builder).exitCode()).isZero();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void a_name_that_qemu_makes_up_is_pointed_out() {
    Scenario scenario = scenario(NULL_NODE, execute("blockdev-del", "{'node-name':'#block3~'}"));
    assertThat(render(scenario)).contains("two random digits").contains(": #block3~\n");
  }

  @Test
  void a_tool_that_runs_beside_qemu_is_pointed_out_and_not_put_among_the_commands() {
    Scenario scenario =
        scenario(
            NULL_NODE,
            execute("query-jobs", "{}"),
            new Line.QemuImg(List.of("info", "0.img")),
            execute("query-jobs", "{}"));
    assertThat(render(scenario))
        .contains("# Not done above")
        .contains("\n#   qemu-img info 0.img\n");
  }

  @Test
  void a_recorded_reply_to_the_last_command_is_told() {
    Scenario scenario =
        scenario(
            NULL_NODE,
            execute("blockdev-del", "{'node-name':'n1'}"),
            new Line.Error("GenericError", "Failed to find node"));
    assertThat(render(scenario)).endsWith("recorded reply: GenericError: Failed to find node\n");
  }

  private static String render(Scenario scenario) {
    return ShellScript.render(scenario, "What it shows.", Optional.empty());
  }

  private static Scenario scenario(Line... lines) {
    return new Scenario("toy", "", List.of(lines));
  }

  private static Line execute(String name, String arguments) {
    try {
      return new Line.Execute(
          new Command(name, (ObjectNode) JSON.readTree(arguments.replace('\'', '"'))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Run run(Scenario scenario) throws IOException, InterruptedException {
    return finish(bash(scenario));
  }

  private ProcessBuilder bash(Scenario scenario) throws IOException {
    Path script = Files.writeString(folder.resolve("reproducer.sh"), render(scenario));
    return new ProcessBuilder("bash", script.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
  }

  private Run finish(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the script ends").isTrue();
    return new Run(process.exitValue(), Files.readString(folder.resolve("output")));
  }
}
