package permafrost.properties.blockjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;

/** Streams with a speed limit, and what a drain makes of them before QEMU 8.2. */
class LimitedJobsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROGRAM = "qemu-storage-daemon";

  private static final String CHAIN =
      "{'driver':'qcow2','node-name':'b','file':{'driver':'file','filename':'b'},'backing':"
          + "{'driver':'qcow2','node-name':'a','file':{'driver':'file','filename':'a'}}}";

  private Model model;
  private State state;

  private void start(QemuVersion version) {
    model = new Model(Schemas.load().schema(PROGRAM, version), Rulebook.of(version));
    Files files = Files.NONE;
    for (Line line :
        List.of(
            new Line.QemuImg(
                List.of("create", "-f", "qcow2", "-o", "preallocation=full", "a", "64M")),
            new Line.QemuImg(List.of("create", "-f", "qcow2", "-b", "a", "-F", "qcow2", "b")))) {
      files = model.prepare(files, line);
    }
    state = ((Prediction.Success) model.launch(files, new Line.Launch(List.of(), PROGRAM))).next();
    step("blockdev-add", "{'driver':'null-co','node-name':'n','size':1048576}");
    step("blockdev-add", CHAIN);
    step("block-stream", "{'device':'b','job-id':'j','speed':1}");
  }

  private Prediction step(String name, String arguments) {
    try {
      Command command = new Command(name, (ObjectNode) JSON.readTree(arguments.replace('\'', '"')));
      Prediction prediction = model.step(state, command);
      if (prediction instanceof Prediction.Success success) {
        state = success.next();
      }
      return prediction;
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void aDrainLetsALimitedStreamGoOnForAWhileOnly() {
    start(new QemuVersion(7, 2, 22));

    assertThat(step("blockdev-reopen", "{'options':[" + CHAIN + "]}"))
        .isInstanceOf(Prediction.Success.class);
    assertThat(state.jobs().find("j")).isPresent();
  }

  @Test
  void whatAnImageHasIsNotKnownAnyMoreOnceItsFileIsAnother() {
    String other = "{'options':[{'driver':'qcow2','node-name':'a','file':'n'}]}";
    start(new QemuVersion(7, 2, 22));

    assertThat(step("blockdev-reopen", other)).isInstanceOf(Prediction.Unmodelled.class);

    start(new QemuVersion(10, 0, 13));

    assertThat(step("blockdev-reopen", other)).isInstanceOf(Prediction.Success.class);
    assertThat(step("block-job-set-speed", "{'device':'j','speed':0}"))
        .isInstanceOf(Prediction.Unmodelled.class);
  }
}
