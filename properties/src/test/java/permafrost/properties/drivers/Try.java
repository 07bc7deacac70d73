package permafrost.properties.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.Prediction;
import permafrost.model.scenario.Scenario;
import permafrost.properties.laws.Rig;
import permafrost.properties.lockstep.Exchange;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.oracle.DivergenceText;

/**
 * A few commands on the QEMU that is there and the model: graph and nodes are compared after every
 * one of them.
 */
public final class Try {

  private final List<Rig> rigs;
  private final List<String> host = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  private Try(List<Rig> rigs) {
    this.rigs = List.copyOf(rigs);
  }

  /** Nothing yet. */
  public static Try on(Rig rig) {
    return on(List.of(rig));
  }

  /** The same on several QEMUs, one after the other. */
  public static Try on(List<Rig> rigs) {
    return new Try(rigs);
  }

  /** First {@code qemu-img} with these arguments. */
  public Try image(String arguments) {
    String quoted = "\"" + arguments.replace(" ", "\",\"") + "\"";
    host.add("{\"qemu-img\":[" + quoted + "]}");
    return this;
  }

  /** First a file with this text. */
  public Try file(String path, String text) {
    host.add("{\"write-file\":\"" + path + "\",\"text\":\"" + text + "\"}");
    return this;
  }

  /** First a raw file of so many bytes of data, without holes. */
  public Try data(String path, long size) {
    host.add("{\"create-image\":[\"" + path + "\"," + size + "]}");
    return this;
  }

  /** First {@code qemu-io} with this command on a qcow2 image. */
  public Try io(String path, String command) {
    host.add("{\"qemu-io\":[\"-f\",\"qcow2\",\"-c\",\"" + command + "\",\"" + path + "\"]}");
    return this;
  }

  /** First one byte of an image's file written over. */
  public Try overwrite(String path, int offset, int value) {
    host.add(
        "{\"qemu-io\":[\"-f\",\"raw\",\"-c\",\"write -P %d %d 1\",\"%s\"]}"
            .formatted(value, offset, path));
    return this;
  }

  /** Then {@code blockdev-add}, with apostrophes for quotation marks. */
  public Try add(String options) {
    return command("blockdev-add", options);
  }

  /** Then {@code blockdev-reopen} of these nodes. */
  public Try reopen(String... options) {
    return command("blockdev-reopen", "{'options':[" + String.join(",", options) + "]}");
  }

  /** Then {@code blockdev-del}. */
  public Try del(String node) {
    return command("blockdev-del", "{'node-name':'" + node + "'}");
  }

  /** Then any command, with apostrophes for quotation marks. */
  public Try command(String name, String arguments) {
    commands.add(
        "{\"execute\":\"%s\",\"arguments\":%s}".formatted(name, arguments.replace('\'', '"')));
    return this;
  }

  /**
   * Asserts that QEMU and the model agree to the last line.
   *
   * @param last what must come of the last command: {@code success} or the name of a refusal
   */
  public void ends(String last) {
    List<String> rows = new ArrayList<>(List.of("{\"scenario\":\"a test's\"}"));
    rows.addAll(host);
    rows.add("{\"launch\":[],\"program\":\"qemu-storage-daemon\"}");
    rows.addAll(commands);
    Scenario scenario = ScenarioFile.parse("a test", String.join("\n", rows));
    for (Rig rig : rigs) {
      ends(rig, scenario, last);
    }
  }

  private static void ends(Rig rig, Scenario scenario, String last) {
    ScenarioRunner.Ran ran = rig.runner().run(scenario);
    assertThat(ran.result().divergence().map(DivergenceText::of)).as(rig.toString()).isEmpty();
    assertThat(ran.plan().unmodelled()).isEmpty();
    List<String> outcomes =
        ran.plan().exchanges().stream()
            .filter(Exchange::isStep)
            .map(exchange -> outcome(exchange.expected()))
            .toList();
    assertThat(outcomes.getLast()).as("of %s", Arrays.toString(outcomes.toArray())).isEqualTo(last);
    assertThat(outcomes.subList(0, outcomes.size() - 1))
        .allSatisfy(outcome -> assertThat(outcome).isEqualTo("success"));
  }

  private static String outcome(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success ignored -> "success";
      case Prediction.Refused refused -> refused.refusal().name();
      case Prediction.Unmodelled unmodelled -> unmodelled.what();
    };
  }
}
