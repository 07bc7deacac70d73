package permafrost.model.open;

import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.permission.ChildPermissions;
import permafrost.model.permission.Permissions;

/** Attaching and detaching children, and what goes with the last reference to a node. */
public final class Links {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Permissions permissions;
  private final Workpiece workpiece;
  private final AioContexts contexts;

  public Links(Workpiece workpiece) {
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    permissions = workpiece.permissions();
    this.workpiece = workpiece;
    contexts = new AioContexts(workpiece);
  }

  /** Attaches a child and refreshes the parent. Source: {@code bdrv_attach_child}. */
  public void attach(int parent, int child, String name, Role role) {
    attachUnchecked(parent, child, name, role);
    permissions.refresh(parent);
    workpiece.attached(child);
  }

  /** Attaches a child; the caller refreshes later. Source: {@code bdrv_attach_child_noperm}. */
  public void attachUnchecked(int parent, int child, String name, Role role) {
    refuseCycle(parent, child, name, edit.node(child).name());
    Flags below = edit.node(child).flags();
    if (below.inactive() && !edit.node(parent).flags().inactive()) {
      rulebook.refuse(
          ActivationRefusal.INACTIVE_CHILD,
          edit.node(child).name(),
          name,
          edit.node(parent).name());
    }
    Edge bare = new Edge(parent, name, role, child, Perm.NONE, Perm.ALL, false);
    ChildPermissions first = permissions.ofNewEdge(edit.node(parent), bare);
    refuseUnavailable(child, first.permissions());
    contexts.join(bare);
    edit.attach(bare.with(first.permissions(), first.shared()));
  }

  /**
   * Refuses more than reading of an inactive node. Source: {@code bdrv_attach_child_common}.
   *
   * @param taken what a new parent would take
   */
  void refuseUnavailable(int node, int taken) {
    if (edit.node(node).flags().inactive() && (taken & ~Perm.CONSISTENT_READ) != 0) {
      rulebook.refuse(ActivationRefusal.PERMISSION_UNAVAILABLE, Perm.spoken(taken));
    }
  }

  /**
   * Refuses a child above which its parent would stand.
   *
   * @param called the child as the message names it
   */
  public void refuseCycle(int parent, int child, String name, String called) {
    if (edit.reaches(child, parent)) {
      rulebook.refuse(OpenRefusal.CYCLE, called, name, edit.node(parent).name());
    }
  }

  /**
   * Whether a node inherits from another, be it indirectly. Source: {@code
   * bdrv_inherits_from_recursive}.
   */
  public boolean inherits(int node, int from) {
    int at = node;
    while (at != Node.NOBODY && at != from) {
      at = edit.node(at).inheritsFrom();
    }
    return at == from;
  }

  /**
   * A child that goes away no longer inherits from this parent, nor does what is below it. Source:
   * {@code bdrv_unset_inherits_from}.
   */
  public void unsetInheritance(int root, int edgeNumber) {
    int child = edit.edge(edgeNumber).child();
    if (edit.node(child).inheritsFrom() == root && !hasOtherEdge(root, edgeNumber, child)) {
      edit.replace(edit.node(child).inheritingFrom(Node.NOBODY));
    }
    for (int below : edit.children(child)) {
      unsetInheritance(root, below);
    }
  }

  private boolean hasOtherEdge(int parent, int edgeNumber, int child) {
    for (int other : edit.children(parent)) {
      if (other != edgeNumber && edit.edge(other).child() == child) {
        return true;
      }
    }
    return false;
  }

  /** Nobody inherits from a node that has gone, wherever in the graph they are by now. */
  private void forgetAsAncestor(int number) {
    for (int other : edit.order()) {
      if (edit.node(other).inheritsFrom() == number) {
        edit.replace(edit.node(other).inheritingFrom(Node.NOBODY));
      }
    }
  }

  /** How many references a node has. Source: {@code BlockDriverState.refcnt}. */
  public int references(int number) {
    int references = edit.parents(number).length + (edit.node(number).monitorOwned() ? 1 : 0);
    for (int other : edit.order()) {
      if (edit.node(other).state() instanceof DriverState.CopyOnRead filter
          && filter.bottom() == number) {
        references++;
      }
    }
    for (int waiting : edit.awaitingReplacement()) {
      references += waiting == number ? 1 : 0;
    }
    return references;
  }

  /**
   * Closes a node that has no reference left, and what only it kept; one that is closed already is
   * left alone. Source: {@code bdrv_unref}.
   */
  public void closeIfUnused(int number) {
    if (edit.node(number) == null || references(number) > 0) {
      return;
    }
    if (Flushing.makesQuorumReport(edit, number)) {
      throw new OutsideModel("the end of a quorum over an NBD client whose export has gone");
    }
    int bottom = Node.NOBODY;
    if (edit.node(number).state() instanceof DriverState.CopyOnRead filter) {
      bottom = filter.bottom();
      Freezing.thaw(edit, number, filter);
      edit.replace(edit.node(number).with(DriverState.CopyOnRead.WHOLE));
    }
    if (bottom != Node.NOBODY) {
      closeIfUnused(bottom);
    }
    for (int edge : edit.children(number)) {
      drop(edge);
    }
    forgetAsAncestor(number);
    edit.remove(number);
  }

  /** Takes a node's child away, and closes it if nothing else keeps it. */
  public void drop(int edge) {
    int child = edit.edge(edge).child();
    unsetInheritance(edit.edge(edge).parent(), edge);
    edit.detach(edge);
    permissions.loosen(child);
    contexts.backToMain(child);
    closeIfUnused(child);
  }
}
