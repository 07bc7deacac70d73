package permafrost.model.resize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;

/** {@code block_resize}. Source: {@code qmp_block_resize}. */
public final class ResizeCommand {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public ResizeCommand(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** Gives a node another size, through a block backend that is there no longer than that. */
  public void run(ObjectNode arguments) {
    int node = lookUp(arguments.path("device").asText(), arguments.path("node-name").asText());
    long size = arguments.path("size").longValue();
    if (size < 0) {
      rulebook.refuse(ResizeRefusal.SIZE_NEGATIVE);
    }
    refuseBlocked(node, arguments.path("device").asText("(null)"));
    Usage usage = new Usage(workpiece);
    int user = usage.backend("", "", true);
    usage.attach(user, "root", node, Perm.RESIZE, Perm.ALL);
    new Truncation(workpiece).truncate(node, size);
    usage.remove(user);
  }

  /** Source: {@code bdrv_lookup_bs}. */
  private int lookUp(String device, String name) {
    Optional<User.Backend> backend = edit.backend(device);
    if (backend.isPresent()) {
      int[] medium = edit.children(backend.get().number());
      if (medium.length == 0) {
        rulebook.refuse(OpenRefusal.BACKEND_WITHOUT_MEDIUM, device);
        throw new OutsideModel("what follows a forgotten look-up");
      }
      return edit.edge(medium[0]).child();
    }
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, device, name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    return node.number();
  }

  /** QEMU 7.2 names the device that it was not given. */
  private void refuseBlocked(int node, String device) {
    try {
      OpBlockers.refuseBlocked(edit, node, OpBlockers.Operation.RESIZE, rulebook);
    } catch (Refused blocked) {
      if (rulebook.has(Behaviour.RESIZE_NAMES_BLOCKER)) {
        throw blocked;
      }
      rulebook.refuse(ResizeRefusal.RESIZED_DEVICE_IN_USE, device);
    }
  }
}
