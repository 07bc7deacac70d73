package permafrost.model.hmp;

import java.util.List;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.data.Traffic;
import permafrost.model.device.Device;
import permafrost.model.device.DeviceRefusal;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;

/**
 * {@code human-monitor-command} with {@code qemu-io}: a temporary block backend that reads or
 * writes a node. What was read goes to QEMU's standard output, so the reply is empty but for
 * errors. Source: {@code hmp_qemu_io}.
 */
public final class HumanMonitor {

  private static final String END = "\r\n";
  private static final String QDEV = "-d";
  private static final String SPACES = " +";

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Usage usage;

  public HumanMonitor(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    usage = new Usage(workpiece);
  }

  /**
   * Runs a line.
   *
   * @return what the reply must hold
   * @throws OutsideModel where the line is none that the model knows
   */
  public String run(String line) {
    List<String> words = HumanLine.of(line).words();
    boolean byDevice = words.contains(QDEV);
    int first = byDevice ? 2 : 1;
    if (words.size() != first + 2
        || !words.getFirst().equals("qemu-io")
        || byDevice && !words.get(1).equals(QDEV)) {
      throw new OutsideModel("human-monitor-command " + line);
    }
    String name = words.get(first);
    List<String> command = List.of(words.get(first + 1).strip().split(SPACES));
    GraphEdit.Mark before = edit.mark();
    try {
      return byDevice ? run(ofDevice(name), command) : runOn(name, command);
    } catch (Refused refused) {
      edit.backTo(before);
      return "Error: " + refused.getMessage() + END;
    }
  }

  private String runOn(String name, List<String> command) {
    Optional<User.Backend> named = edit.backend(name);
    if (named.isPresent()) {
      return run(named.get().number(), command);
    }
    Node node = found(name);
    int backend = usage.backendOn(node.number(), "", "", true);
    String said = run(backend, command);
    usage.remove(backend);
    return said;
  }

  /** Source: {@code bdrv_lookup_bs}. */
  private Node found(String name) {
    return edit.find(name)
        .orElseThrow(() ->
            new Refused(
                OpenRefusal.REFERENCE_NOT_FOUND,
                "Cannot find device='' nor node-name='" + name + "'"));
  }

  /** Source: {@code blk_by_qdev_id}. */
  private int ofDevice(String name) {
    String label = "/virtio-backend";
    String owner = name.endsWith(label) ? name.substring(0, name.length() - label.length()) : name;
    Device device = workpiece.state().machine().find(owner).orElse(null);
    if (device == null) {
      if (name.contains("/")) {
        throw new OutsideModel("qemu-io -d " + name);
      }
      rulebook.refuse(
          name.isEmpty() ? DeviceRefusal.NOT_A_DEVICE : DeviceRefusal.DEVICE_NOT_FOUND, name);
    }
    boolean has =
        device != null
            && device.backend() != Device.NO_BACKEND
            && ((User.Backend) edit.vertex(device.backend())).device().equals(name);
    if (!has) {
      rulebook.refuse(DeviceRefusal.DEVICE_WITHOUT_BACKEND);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    return device.backend();
  }

  /** Source: {@code qemuio_command}, {@code command}. */
  private String run(int backend, List<String> words) {
    QemuIoCommand command =
        QemuIoCommand.named(words.getFirst())
            .orElseThrow(() -> new OutsideModel("qemu-io " + words.getFirst()));
    if (!command.takes(words.size() - 1)) {
      return "";
    }
    if (edit.children(backend).length == 0) {
      return "";
    }
    int root = edit.children(backend)[0];
    GraphEdit.Mark before = edit.mark();
    try {
      takeMore(root, command.permissions());
    } catch (Refused refused) {
      edit.backTo(before);
      String hint = refused.hint().isEmpty() ? "" : refused.hint() + END;
      return refused.getMessage() + END + hint;
    }
    new Traffic(workpiece).on(edit.edge(root).child(), command.traffic());
    return "";
  }

  /** Permissions that are taken of a device's block backend stay taken. */
  private void takeMore(int root, int permissions) {
    User.Backend backend = (User.Backend) edit.vertex(edit.edge(root).parent());
    if ((permissions & ~backend.taken()) != Perm.NONE) {
      usage.change(root, backend.taken() | permissions, backend.shared());
    }
  }
}
