package permafrost.model.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.open.Activation;
import permafrost.model.open.Flushing;
import permafrost.model.open.Links;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.Reopen;

/** {@code blockdev-snapshot} and {@code blockdev-snapshot-sync}: an overlay over a node. */
public final class SnapshotCommand {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public SnapshotCommand(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** With a node as the overlay that is there. Source: {@code external_snapshot_prepare}. */
  public void run(ObjectNode arguments) {
    String name = arguments.path("node").asText();
    Node node = lookUp(name, name);
    refuseBlocked(node);
    String above = arguments.path("overlay").asText();
    Node overlay = lookUp(above, above);
    if ((edit.permissions(overlay.number()) & Perm.CONSISTENT_READ) != 0) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_IN_USE);
    }
    if (overlay.driver().isFilter()) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_IS_FILTER);
    }
    if (Chain.backing(edit, overlay.number()) != Node.NOBODY) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_HAS_BACKING);
      throw new OutsideModel("a second backing file");
    }
    if (!overlay.driver().supportsBacking()) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_WITHOUT_BACKING);
      throw new OutsideModel("a backing file of what has none");
    }
    if (node.flags().inactive() && !overlay.flags().inactive()) {
      new Activation(workpiece).inactivate(overlay.number());
    }
    new NodeReplacement(workpiece).append(overlay.number(), node.number(), Role.COW);
    leaveOpenWhatIsUnwritten(overlay.number());
    makeReadOnly(node.number());
  }

  /** With a new image as the overlay. Source: {@code external_snapshot_prepare}. */
  public void runWithNewImage(ObjectNode arguments) {
    Node node = lookUp(arguments.path("device").asText(), arguments.path("node-name").asText());
    refuseBlocked(node);
    if (arguments.has("node-name") && !arguments.has("snapshot-node-name")) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_NAME_MISSING);
    }
    if (edit.find(arguments.path("snapshot-node-name").asText()).isPresent()) {
      rulebook.refuse(SnapshotRefusal.OVERLAY_NAME_TAKEN);
    }
    int overlay = new NewOverlay(workpiece, node).make(arguments);
    new NodeReplacement(workpiece).append(overlay, node.number(), Role.COW);
    leaveOpenWhatIsUnwritten(overlay);
    makeReadOnly(node.number());
    new Links(workpiece).closeIfUnused(overlay);
  }

  private void refuseBlocked(Node node) {
    OpBlockers.refuseBlocked(edit, node.number(), OpBlockers.Operation.EXTERNAL_SNAPSHOT, rulebook);
    if (Flushing.fails(workpiece, node.number())) {
      rulebook.refuse(SnapshotRefusal.OVERLAID_NOT_FLUSHED, node.name(), "Input/output error");
    }
  }

  /**
   * An image over the file that got an overlay may still write what its caches hold: into the
   * overlay, also behind its end. Source: {@code qcow2_write_caches}.
   */
  private void leaveOpenWhatIsUnwritten(int overlay) {
    if (isBelowImage(overlay)) {
      throw new OutsideModel("what an image still writes into the overlay of its file");
    }
  }

  private boolean isBelowImage(int number) {
    return Arrays.stream(edit.parents(number))
        .mapToObj(edit::edge)
        .filter(edge -> edge.role() != Role.COW)
        .anyMatch(edge ->
            edit.vertex(edge.parent()) instanceof Node above
                && (above.driver() == Driver.QCOW2 && above.flags().writable()
                    || isBelowImage(above.number())));
  }

  /** Whether that succeeds does not matter. Source: {@code external_snapshot_commit}. */
  private void makeReadOnly(int node) {
    GraphEdit.Mark before = edit.mark();
    try {
      new Reopen(workpiece).setReadOnly(node, true);
    } catch (Refused ignored) {
      edit.backTo(before);
    }
  }

  /** A device's name comes first. Source: {@code bdrv_lookup_bs}. */
  private Node lookUp(String device, String name) {
    Optional<User.Backend> backend = device.isEmpty() ? Optional.empty() : edit.backend(device);
    if (backend.isPresent()) {
      int[] root = edit.children(backend.get().number());
      if (root.length == 0) {
        throw new OutsideModel("an overlay over a device without a medium");
      }
      return edit.node(edit.edge(root[0]).child());
    }
    if (edit.find(name).isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, device, name);
    }
    return edit.find(name).orElseThrow(() -> new OutsideModel("a forgotten look-up"));
  }
}
