package permafrost.model.open;

import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;

/** {@code blockdev-del}. Source: {@code qmp_blockdev_del}. */
public final class Deletion {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Links links;

  public Deletion(Workpiece workpiece) {
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    links = new Links(workpiece);
  }

  /** Deletes the node of this name, and what only it kept. */
  public void delete(String name) {
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(DeletionRefusal.DELETED_NODE_NOT_FOUND, name);
      return;
    }
    if (edit.hasBackend(node.number())) {
      rulebook.refuse(DeletionRefusal.NODE_HAS_BACKEND, name);
    }
    OpBlockers.refuseBlocked(edit, node.number(), OpBlockers.Operation.DRIVE_DEL, rulebook);
    if (!node.monitorOwned()) {
      rulebook.refuse(DeletionRefusal.NODE_NOT_MONITOR_OWNED, name);
    }
    if (links.references(node.number()) > 1) {
      rulebook.refuse(DeletionRefusal.NODE_IN_USE, edit.deviceOrNodeName(node.number()));
    }
    edit.replace(node.ownedByMonitor(false));
    links.closeIfUnused(node.number());
  }
}
