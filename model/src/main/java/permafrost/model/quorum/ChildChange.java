package permafrost.model.quorum;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.open.Links;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;

/** {@code x-blockdev-change}: one child of a quorum more, or less. */
public final class ChildChange {

  private static final String NAME = "children.";

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Links links;

  public ChildChange(Workpiece workpiece) {
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    links = new Links(workpiece);
  }

  /** Source: {@code qmp_x_blockdev_change}. */
  public void run(ObjectNode arguments) {
    String name = arguments.path("parent").asText();
    if (edit.find(name).isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, name, name);
    }
    Node parent = edit.find(name).orElseThrow(ChildChange::forgotten);
    if (arguments.has("child") && arguments.has("node")) {
      rulebook.refuse(ChildChangeRefusal.CHILD_AND_NODE);
    }
    if (arguments.has("child")) {
      remove(parent, arguments.get("child").asText());
    } else if (arguments.has("node")) {
      add(parent, arguments.get("node").asText());
    } else {
      rulebook.refuse(ChildChangeRefusal.NEITHER_CHILD_NOR_NODE);
    }
  }

  /** Source: {@code bdrv_del_child}, {@code quorum_del_child}. */
  private void remove(Node parent, String name) {
    int edge = edit.childEdge(parent.number(), name);
    if (edge < 0) {
      rulebook.refuse(ChildChangeRefusal.CHILD_NOT_FOUND, parent.name(), name);
      throw forgotten();
    }
    if (!(parent.state() instanceof DriverState.Quorum quorum)) {
      rulebook.refuse(
          ChildChangeRefusal.REMOVING_UNSUPPORTED, edit.deviceOrNodeName(parent.number()));
      throw forgotten();
    }
    if (edit.children(parent.number()).length <= quorum.threshold()) {
      rulebook.refuse(ChildChangeRefusal.TOO_FEW_FOR_THRESHOLD, quorum.threshold());
    }
    if (name.equals(NAME + (quorum.nextIndex() - 1))) {
      edit.replace(parent.with(quorum.next(quorum.nextIndex() - 1)));
    }
    links.drop(edge);
  }

  /** Source: {@code bdrv_add_child}, {@code quorum_add_child}. */
  private void add(Node parent, String name) {
    Node child = edit.find(name).orElse(null);
    if (child == null) {
      rulebook.refuse(ChildChangeRefusal.ADDED_NODE_NOT_FOUND, name);
      throw forgotten();
    }
    if (!(parent.state() instanceof DriverState.Quorum quorum)) {
      rulebook.refuse(
          ChildChangeRefusal.ADDING_UNSUPPORTED, edit.deviceOrNodeName(parent.number()));
      throw forgotten();
    }
    if (edit.parents(child.number()).length > 0) {
      rulebook.refuse(ChildChangeRefusal.ADDED_NODE_HAS_PARENT, name);
    }
    if (quorum.verifies()) {
      rulebook.refuse(ChildChangeRefusal.ADDING_TO_BLKVERIFY);
    }
    links.attach(parent.number(), child.number(), NAME + quorum.nextIndex(), Role.DATA);
    edit.replace(edit.node(parent.number()).with(quorum.next(quorum.nextIndex() + 1)));
  }

  private static OutsideModel forgotten() {
    return new OutsideModel("what follows a forgotten rule");
  }
}
