package permafrost.model.open;

import permafrost.model.Behaviour;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.permission.Permissions;

/** A node in the place of another: what filters, snapshots and the ends of jobs do. */
public final class NodeReplacement {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Permissions permissions;
  private final Links links;

  public NodeReplacement(Workpiece workpiece) {
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    permissions = workpiece.permissions();
    links = new Links(workpiece);
  }

  /**
   * All parents of {@code from} that may become parents of {@code to}. Source: {@code
   * bdrv_replace_node_common}.
   *
   * @param skipping whether a parent that may not is left where it is; otherwise it is an error
   * @throws permafrost.model.Refused where a link is frozen, must stay, or permissions conflict
   */
  public void replace(int from, int to, boolean skipping) {
    moveParents(from, to, skipping);
    refresh(from, to);
  }

  /**
   * Puts a filter or overlay that has no child yet above a node. Source: {@code bdrv_append}.
   *
   * @param role of the new child {@code backing}
   */
  public void append(int newTop, int top, Role role) {
    links.attachUnchecked(newTop, top, "backing", role);
    moveParents(top, newTop, true);
    permissions.refresh(newTop);
  }

  /**
   * Takes a job's filter out of the graph; its parents get its child. Source: {@code
   * bdrv_drop_filter}.
   */
  public void dropFilter(int filter) {
    if (rulebook.has(Behaviour.DROPPED_FILTER_KEEPS_CHILD)) {
      stepAside(filter);
      return;
    }
    int link = Chain.filterOrBackingEdge(edit, filter);
    int below = edit.edge(link).child();
    moveParents(filter, below, true);
    edit.detach(link);
    refreshSurely(filter, below);
    links.closeIfUnused(below);
  }

  /** The same, but the filter keeps its child. Source: {@code bdrv_replace_node}. */
  public void stepAside(int filter) {
    int below = Chain.filtered(edit, filter);
    moveParents(filter, below, true);
    refreshSurely(filter, below);
  }

  /** Source: {@code bdrv_replace_node_noperm}. */
  private void moveParents(int from, int to, boolean skipping) {
    for (int number : edit.parents(from)) {
      Edge edge = edit.edge(number);
      if (!moves(number, to)) {
        if (skipping) {
          continue;
        }
        rulebook.refuse(OpenRefusal.LINK_STAYS, edge.name(), edit.node(from).name());
      }
      if (edge.frozen()) {
        rulebook.refuse(OpenRefusal.LINK_TO_FROZEN, edge.name(), edit.node(from).name());
      }
      edit.repoint(number, to);
    }
  }

  /** Source: {@code should_update_child}. */
  private boolean moves(int number, int to) {
    int parent = edit.edge(number).parent();
    return switch (edit.vertex(parent)) {
      case User.JobParent ignored -> false;
      case User.Backend ignored -> true;
      case Node ignored -> !edit.reaches(to, parent);
    };
  }

  /** What is about a filter that goes is meant to agree without it, too: {@code error_abort}. */
  private void refreshSurely(int filter, int below) {
    GraphEdit.Mark moved = edit.mark();
    try {
      refresh(filter, below);
    } catch (Refused ignored) {
      edit.backTo(moved);
    }
  }

  private void refresh(int from, int to) {
    Permissions.TopologicalOrder order = permissions.new TopologicalOrder();
    boolean toFirst = rulebook.has(Behaviour.REOPEN_CHECKS_FIRST_ENTRY_FIRST);
    order.add(toFirst ? from : to);
    order.add(toFirst ? to : from);
    permissions.refresh(order, number -> edit.node(number).flags());
  }
}
