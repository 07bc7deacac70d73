package permafrost.model.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.blockjob.BackingHeader;
import permafrost.model.blockjob.BlockJobRefusal;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.Reopen;

/** {@code change-backing-file}: another name in an image's header, the graph stays. */
public final class BackingFileChange {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public BackingFileChange(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** Source: {@code qmp_change_backing_file}. */
  public void run(ObjectNode arguments) {
    String device = arguments.path("device").asText();
    Node root = lookUp(device, device);
    refuseUnlessRoot(root);
    Node image = lookUp("", arguments.path("image-node-name").asText());
    if (Chain.overlay(edit, image.number(), Node.NOBODY) == image.number()) {
      rulebook.refuse(SnapshotRefusal.CHANGED_WITHOUT_BACKING);
    }
    OpBlockers.refuseBlocked(edit, root.number(), OpBlockers.Operation.CHANGE, rulebook);
    if (!Chain.contains(edit, root.number(), image.number())) {
      rulebook.refuse(SnapshotRefusal.CHANGED_NOT_IN_CHAIN, device);
    }
    boolean readOnly = image.flags().readOnly();
    if (readOnly) {
      new Reopen(workpiece).setReadOnly(image.number(), false);
    }
    String file = arguments.path("backing-file").asText();
    Optional<String> failure =
        BackingHeader.change(workpiece, image.number(), file, image.driver().qapiName());
    if (failure.isPresent()) {
      rulebook.refuse(SnapshotRefusal.BACKING_FILE_UNCHANGEABLE, file, failure.get());
    }
    if (readOnly) {
      new Reopen(workpiece).setReadOnly(image.number(), true);
    }
  }

  /** A job counts as a parent here. Source: {@code qmp_get_root_bs}. */
  private void refuseUnlessRoot(Node root) {
    for (int edge : edit.parents(root.number())) {
      if (!(edit.vertex(edit.edge(edge).parent()) instanceof User.Backend)) {
        rulebook.refuse(BlockJobRefusal.ROOT_NODE_NEEDED);
      }
    }
  }

  private Node lookUp(String device, String name) {
    if (edit.find(name).isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, device, name);
    }
    return edit.find(name).orElseThrow(() -> new OutsideModel("a forgotten look-up"));
  }
}
