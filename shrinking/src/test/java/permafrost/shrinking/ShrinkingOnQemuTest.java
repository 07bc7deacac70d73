package permafrost.shrinking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.scenario.Scenario;
import permafrost.shrinking.script.ShellScript;

/** Shrinks against a real daemon: what must stay is one of its own error texts. */
class ShrinkingOnQemuTest {

  private static final long LIMIT_SECONDS = 30;

  @TempDir Path folder;

  @Test
  void a_permission_conflict_shrinks_to_two_writers_over_one_node() {
    Scenario scenario =
        Scenarios.of(
            "{'qemu-img':['create','-f','qcow2','a','5M']}",
            "{'qemu-img':['create','-f','qcow2','b','3M']}",
            "{'launch':['--object',{'qom-type':'throttle-group','id':'g'},'--blockdev',"
                + "{'driver':'file','node-name':'f','filename':'a','auto-read-only':true}],"
                + "'program':'qemu-storage-daemon'}",
            "{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'z'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'throttle','node-name':'t',"
                + "'throttle-group':'g','file':'f'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'q','file':'t',"
                + "'backing':{'driver':'qcow2','node-name':'bq','read-only':true,"
                + "'file':{'driver':'file','filename':'b'}}}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'f'}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'z'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'r','file':'q',"
                + "'detect-zeroes':'on'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'x','file':'t',"
                + "'lazy-refcounts':true}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'r'}}");
    Verdict conflict =
        candidate ->
            replies(candidate)
                .lines()
                .anyMatch(reply -> reply.startsWith("{\"error\"") && reply.contains("conflict on"));
    Shrunk shrunk = new Shrinker(conflict, Sense.ANYTHING, Limits.runs(500)).shrink(scenario);
    assertThat(shrunk.minimal()).isTrue();
    assertThat(Pieces.of(shrunk.scenario()).text())
        .isEqualTo(
            Pieces.of(
                    Scenarios.of(
                        "{'qemu-img':['create','-f','qcow2','0.img','64k']}",
                        "{'launch':['--blockdev',{'driver':'qcow2','node-name':'n0','file':"
                            + "{'driver':'file','node-name':'n1','filename':'0.img'}}],"
                            + "'program':'qemu-storage-daemon'}",
                        "{'execute':'blockdev-add','arguments':"
                            + "{'driver':'qcow2','node-name':'n2','file':'n1'}}"))
                .text());
  }

  private String replies(Scenario scenario) {
    try {
      Path script =
          Files.writeString(
              folder.resolve("candidate.sh"), ShellScript.render(scenario, "", Optional.empty()));
      Path output = folder.resolve("output");
      Process process =
          new ProcessBuilder("bash", script.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("the script ends").isTrue();
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
