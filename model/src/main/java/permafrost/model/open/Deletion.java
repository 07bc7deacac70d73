package permafrost.model.open;

import permafrost.model.Rulebook;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

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
    refuseAsBacking(node);
    if (!node.monitorOwned()) {
      rulebook.refuse(DeletionRefusal.NODE_NOT_MONITOR_OWNED, name);
    }
    if (links.references(node.number()) > 1) {
      rulebook.refuse(DeletionRefusal.NODE_IN_USE, name);
    }
    edit.replace(node.ownedByMonitor(false));
    links.closeIfUnused(node.number());
  }

  /** Source: {@code bdrv_backing_attach}: the newest of those that use it as backing is named. */
  private void refuseAsBacking(Node node) {
    for (int number : edit.parents(node.number())) {
      Edge edge = edit.edge(number);
      if (edge.role() == Role.COW) {
        rulebook.refuse(
            DeletionRefusal.NODE_BUSY_AS_BACKING, node.name(), edit.node(edge.parent()).name());
      }
    }
  }
}
