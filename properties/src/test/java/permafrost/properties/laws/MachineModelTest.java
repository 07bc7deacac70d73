package permafrost.properties.laws;

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
import permafrost.model.answer.NodeSize;
import permafrost.model.device.DeviceRefusal;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;
import permafrost.model.job.JobRefusal;
import permafrost.model.open.ContextRefusal;
import permafrost.model.permission.PermissionRefusal;
import permafrost.model.scenario.Line;

/** What the model says of devices and iothreads, without a QEMU. */
class MachineModelTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final QemuVersion VERSION = new QemuVersion(7, 2, 22);

  private final Model model =
      new Model(Schemas.load().schema("qemu-system-x86_64", VERSION), Rulebook.of(VERSION));
  private State state =
      ((Prediction.Success)
              model.launch(Files.NONE, new Line.Launch(List.of(), "qemu-system-x86_64")))
          .next();

  private Prediction step(String name, String arguments) {
    try {
      Command command = new Command(name, (ObjectNode) JSON.readTree(arguments.replace('\'', '"')));
      Prediction prediction = model.step(state, command);
      state =
          switch (prediction) {
            case Prediction.Success success -> success.next();
            case Prediction.Refused refused -> refused.next();
            case Prediction.Unmodelled unmodelled -> throw new AssertionError(unmodelled.what());
          };
      return prediction;
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  private int context(String node) {
    return state.graph().context(state.graph().find(node).orElseThrow().number());
  }

  private long size(String node) {
    return NodeSize.of(state.graph(), state.graph().find(node).orElseThrow().number());
  }

  private void prepare() {
    step("object-add", "{'qom-type':'iothread','id':'t'}");
    step("object-add", "{'qom-type':'iothread','id':'u'}");
    step("device_add", "{'driver':'virtio-scsi','id':'s','iothread':'t'}");
    step("device_add", "{'driver':'virtio-scsi','id':'r','iothread':'u'}");
    step("blockdev-add", "{'driver':'null-co','node-name':'a'}");
    step("blockdev-add", "{'driver':'null-co','node-name':'b'}");
    step("device_add", "{'driver':'scsi-hd','id':'d','drive':'a','bus':'s.0','share-rw':true}");
  }

  @Test
  void aDiskTakesItsNodeToTheIothreadOfItsBus() {
    prepare();

    assertThat(context("a")).isEqualTo(state.machine().ioThreads().contexts().get("t"));
    assertThat(context("b")).isEqualTo(GraphView.MAIN_CONTEXT);
  }

  @Test
  void aNodeKeptInOneIothreadCannotBeMovedToAnother() {
    prepare();
    int before = context("a");
    Prediction moved =
        step("x-blockdev-set-iothread", "{'node-name':'a','iothread':'u','force':true}");

    assertThat(((Prediction.Refused) moved).refusal())
        .isEqualTo(ContextRefusal.BACKEND_CONTEXT_FIXED);
    assertThat(context("a")).isEqualTo(before);
  }

  @Test
  void theTargetOfAMirrorComesToItsSourceAndStaysThereWhenTheMirrorIsRefused() {
    prepare();
    Prediction refused =
        step("blockdev-mirror", "{'device':'a','target':'b','sync':'full','job-id':'1'}");

    assertThat(((Prediction.Refused) refused).refusal()).isEqualTo(JobRefusal.JOB_ID_INVALID);
    assertThat(context("b")).isEqualTo(context("a"));
  }

  @Test
  void theTargetOfAMirrorThatCannotMoveRefusesIt() {
    prepare();
    step("device_add", "{'driver':'scsi-hd','drive':'b','bus':'r.0','share-rw':true}");
    Prediction refused = step("blockdev-mirror", "{'device':'a','target':'b','sync':'full'}");

    assertThat(((Prediction.Refused) refused).refusal())
        .isEqualTo(ContextRefusal.BACKEND_CONTEXT_FIXED);
  }

  @Test
  void aNodeOpenedOverOneInAnIothreadCannotHaveAnotherChildThatStaysInTheMainLoop() {
    prepare();
    step("x-blockdev-set-iothread", "{'node-name':'b','iothread':'u'}");
    step("blockdev-add", "{'driver':'null-co','node-name':'c'}");
    step("device_add", "{'driver':'virtio-blk','drive':'c','share-rw':true}");
    Prediction refused =
        step(
            "blockdev-add",
            "{'driver':'copy-before-write','node-name':'e','file':'b','target':'c'}");

    assertThat(((Prediction.Refused) refused).refusal())
        .isEqualTo(ContextRefusal.BACKEND_CONTEXT_FIXED);
  }

  @Test
  void anEmptyIdNamesWhatIsNoDevice() {
    Prediction refused = step("device_del", "{'id':''}");

    assertThat(((Prediction.Refused) refused).refusal()).isEqualTo(DeviceRefusal.NOT_A_DEVICE);
  }

  @Test
  void aDiskThatGoesLeavesItsNodeToTheMainLoopAndSaysSo() {
    prepare();
    Prediction gone = step("device_del", "{'id':'d'}");

    assertThat(gone.events()).extracting(event -> event.name()).containsExactly("DEVICE_DELETED");
    assertThat(context("a")).isEqualTo(GraphView.MAIN_CONTEXT);
    assertThat(state.graph().users()).isEmpty();
  }

  @Test
  void aRefusedDeviceWithoutAnIdIsCountedAllTheSame() {
    prepare();
    State before = state;
    Prediction refused = step("device_add", "{'driver':'scsi-hd','drive':'z','bus':'r.0'}");

    assertThat(((Prediction.Refused) refused).refusal()).isEqualTo(DeviceRefusal.DRIVE_NOT_FOUND);
    assertThat(state.machine()).isEqualTo(before.machine().countingAnonymous());
    assertThat(state.graph()).isEqualTo(before.graph());
  }

  @Test
  void whatARefusedDiskHasCopiedOnItsFirstReadStays() {
    Files files =
        model.prepare(Files.NONE, new Line.QemuImg(List.of("create", "-f", "qcow2", "q", "64k")));
    Line.Launch launch = new Line.Launch(List.of(), "qemu-system-x86_64");
    state = ((Prediction.Success) model.launch(files, launch)).next();
    step(
        "blockdev-add",
        "{'driver':'copy-on-read','node-name':'k','file':{'driver':'qcow2','node-name':'c',"
            + "'file':{'driver':'file','node-name':'f','filename':'q'}}}");
    step("device_add", "{'driver':'virtio-scsi','id':'s'}");
    step("device_add", "{'driver':'scsi-hd','drive':'c','bus':'s.0'}");
    long before = size("f");
    Prediction refused = step("device_add", "{'driver':'scsi-hd','drive':'k','bus':'s.0'}");

    assertThat(((Prediction.Refused) refused).refusal())
        .isEqualTo(PermissionRefusal.PERMISSION_CONFLICT);
    assertThat(before).isNotEqualTo(NodeSize.UNKNOWN);
    assertThat(size("f")).isEqualTo(NodeSize.UNKNOWN);
  }

  @Test
  void aPciDeviceStaysUntilTheGuestLetsItGo() {
    prepare();
    step("device_del", "{'id':'s'}");
    Prediction again = step("device_del", "{'id':'s'}");

    assertThat(((Prediction.Refused) again).refusal()).isEqualTo(DeviceRefusal.DEVICE_UNPLUGGING);
    assertThat(state.machine().find("s")).isPresent();
  }

  @Test
  void aWriteThroughADeviceLeavesItWithThePermission() {
    step("blockdev-add", "{'driver':'null-co','node-name':'a','read-only':true}");
    step("device_add", "{'driver':'virtio-scsi','id':'s'}");
    step("device_add", "{'driver':'scsi-hd','id':'d','drive':'a','bus':'s.0'}");
    step("blockdev-reopen", "{'options':[{'driver':'null-co','node-name':'a','read-only':false}]}");
    step("human-monitor-command", "{'command-line':'qemu-io -d d flush'}");
    int before = state.graph().permissions(state.graph().find("a").orElseThrow().number());
    step(
        "human-monitor-command",
        "{'command-line':'qemu-io -d d \\'write 0 512\\''}".replace("\\'", "\\\""));

    assertThat(before).isEqualTo(Perm.CONSISTENT_READ);
    assertThat(state.graph().permissions(state.graph().find("a").orElseThrow().number()))
        .isEqualTo(Perm.CONSISTENT_READ | Perm.WRITE);
  }
}
