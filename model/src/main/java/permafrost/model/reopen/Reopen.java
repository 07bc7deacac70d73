package permafrost.model.reopen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.Flushing;
import permafrost.model.open.Links;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.permission.Permissions;

/** {@code blockdev-reopen}. Source: {@code qmp_blockdev_reopen}, {@code bdrv_reopen_multiple}. */
public final class Reopen {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public Reopen(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /**
   * Reopens all these nodes, or none.
   *
   * @param nodes the command's {@code options}: an object for each node
   */
  public void reopen(ArrayNode nodes) {
    ReopenQueue queue = new ReopenQueue(edit);
    for (JsonNode each : nodes) {
      queue.add(named(each), QDict.flatten((ObjectNode) each));
    }
    reopen(queue);
    workpiece.jobs().meetOtherFiles();
  }

  /**
   * Makes a node read-only or writable, and leaves all else as it is. Source: {@code
   * bdrv_reopen_set_read_only}.
   */
  public void setReadOnly(int node, boolean readOnly) {
    ReopenQueue queue = new ReopenQueue(edit);
    QDict options = QDict.empty();
    options.put("read-only", BooleanNode.valueOf(readOnly));
    queue.addKeepingOld(node, options);
    reopen(queue);
  }

  private void reopen(ReopenQueue queue) {
    for (ReopenQueue.Entry entry : queue.entries()) {
      if (Flushing.fails(workpiece, entry.node())) {
        rulebook.refuse(ReopenRefusal.FLUSH_FAILED, "Input/output error");
      }
    }
    List<Preparation> prepared = new ArrayList<>();
    for (ReopenQueue.Entry entry : queue.entries()) {
      Preparation preparation = new Preparation(workpiece, entry);
      preparation.prepare();
      prepared.add(preparation);
    }
    refreshPermissions(queue, prepared);
    Links links = new Links(workpiece);
    for (Preparation each : prepared.reversed()) {
      each.commit();
    }
    for (Preparation each : prepared) {
      each.replacedChildren().forEach(links::closeIfUnused);
    }
  }

  private int named(JsonNode options) {
    if (!options.has("node-name")) {
      rulebook.refuse(ReopenRefusal.REOPEN_NODE_NAME_MISSING);
    }
    String name = options.path("node-name").asText();
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(ReopenRefusal.NODE_NOT_FOUND, name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    return node.number();
  }

  private void refreshPermissions(ReopenQueue queue, List<Preparation> prepared) {
    Permissions permissions = workpiece.permissions();
    Permissions.TopologicalOrder order = permissions.new TopologicalOrder();
    List<Preparation> added =
        rulebook.has(Behaviour.REOPEN_CHECKS_FIRST_ENTRY_FIRST) ? prepared.reversed() : prepared;
    for (Preparation each : added) {
      order.add(each.node());
      each.replacedChildren().forEach(order::add);
    }
    permissions.refresh(order, queue::flagsAfter);
  }
}
