package permafrost.model.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.driver.RequestAlignment;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;

/**
 * Checks and recomputes the permissions of a part of the graph. Source: {@code
 * bdrv_list_refresh_perms}.
 */
public final class Permissions {

  private final GraphEdit edit;
  private final Rulebook rulebook;

  public Permissions(GraphEdit edit, Rulebook rulebook) {
    this.edit = edit;
    this.rulebook = rulebook;
  }

  /**
   * Refreshes a node and all below it. Source: {@code bdrv_refresh_perms}.
   *
   * @throws Refused where they conflict; the edit is then half done
   */
  public void refresh(int node) {
    TopologicalOrder order = new TopologicalOrder();
    order.add(node);
    refresh(order, number -> edit.node(number).flags());
  }

  /** Refreshes a node that lost a parent: a conflict is passed over, and changes nothing. */
  public void loosen(int node) {
    GraphEdit.Mark before = edit.mark();
    try {
      refresh(node);
    } catch (Refused ignored) {
      edit.backTo(before);
    }
  }

  /**
   * Refreshes these nodes.
   *
   * @param after the flags of a node as they will be when the command is done
   */
  public void refresh(TopologicalOrder nodes, IntFunction<Flags> after) {
    FileLocks locks = new FileLocks(edit, rulebook);
    List<Integer> order = nodes.parentsFirst();
    for (int number : order) {
      refuseConflictOfParents(number);
      refreshNode(edit.node(number), after.apply(number), locks);
    }
    locks.commit();
    order.forEach(this::watch);
  }

  /** Source: {@code preallocate_set_perm}. */
  private void watch(int number) {
    Node node = edit.node(number);
    if (node.state() instanceof DriverState.Preallocate before) {
      boolean grows = isGrowth(edit.permissions(number));
      boolean later = rulebook.has(Behaviour.PREALLOCATE_LETS_GO_LATER) && before.watching();
      edit.replace(node.with(new DriverState.Preallocate(grows || later)));
    }
  }

  /**
   * What happens once the command is done: preallocate filters that no one lets grow any more let
   * go of their children, which may be such filters, too. Source: {@code
   * preallocate_drop_resize_bh}.
   */
  public void settle() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (int number : edit.order()) {
        Node node = edit.node(number);
        if (node.state() instanceof DriverState.Preallocate filter
            && filter.watching()
            && !isGrowth(edit.permissions(number))) {
          edit.replace(node.with(new DriverState.Preallocate(false)));
          loosen(number);
          goesOn = true;
        }
      }
    }
  }

  private static boolean isGrowth(int permissions) {
    return (permissions & Perm.WRITE) != 0 && (permissions & Perm.RESIZE) != 0;
  }

  /** What a new edge would take and share if the parent stays as it is. */
  public ChildPermissions ofNewEdge(Node parent, Edge edge) {
    return ChildPermissions.of(
        parent,
        parent.flags(),
        edge.role(),
        edit.permissions(parent.number()),
        edit.shared(parent.number()),
        edit.parents(parent.number()).length > 0,
        edit.node(edge.child()).forceShare(),
        rulebook);
  }

  /** Source: {@code bdrv_parent_perms_conflict}. */
  private void refuseConflictOfParents(int node) {
    int[] parents = edit.parents(node);
    for (int a : parents) {
      for (int b : parents) {
        if (a != b) {
          refuseUnlessAllowed(edit.edge(a), edit.edge(b));
        }
      }
    }
  }

  /** Source: {@code bdrv_a_allow_b}. */
  private void refuseUnlessAllowed(Edge a, Edge b) {
    int conflicting = b.permissions() & ~a.shared();
    if (conflicting != Perm.NONE) {
      if (!rulebook.has(Behaviour.CONFLICTS_NAME_BOTH_SIDES)) {
        throw new OutsideModel("which conflict an old QEMU finds first, and what it says of it");
      }
      String child = edit.node(b.child()).name();
      rulebook.refuse(
          PermissionRefusal.PERMISSION_CONFLICT,
          child,
          Perm.spoken(conflicting),
          user(b),
          child,
          b.name(),
          user(a),
          child,
          a.name());
    }
  }

  private String user(Edge edge) {
    return switch (edit.vertex(edge.parent())) {
      case Node node -> "node '" + node.name() + "'";
      case User user -> user.description();
    };
  }

  /** Source: {@code bdrv_node_refresh_perm}. */
  private void refreshNode(Node node, Flags after, FileLocks locks) {
    int permissions = edit.permissions(node.number());
    int shared = edit.shared(node.number());
    boolean writes = (permissions & (Perm.WRITE | Perm.WRITE_UNCHANGED)) != 0;
    if (writes && !after.canWrite()) {
      if (node.flags().canWrite()) {
        rulebook.refuse(PermissionRefusal.READ_ONLY_WITH_WRITERS, node.name());
      } else {
        rulebook.refuse(PermissionRefusal.NODE_IS_READ_ONLY);
      }
    }
    if (writes && (permissions & Perm.RESIZE) == 0) {
      refuseUnaligned(node, after);
    }
    if (node.state() instanceof DriverState.File file) {
      locks.prepare(node, file, permissions, shared);
    }
    for (int number : edit.children(node.number())) {
      Edge edge = edit.edge(number);
      ChildPermissions fresh =
          ChildPermissions.of(
              node,
              after,
              edge.role(),
              permissions,
              shared,
              edit.parents(node.number()).length > 0,
              edit.node(edge.child()).forceShare(),
              rulebook);
      if (fresh.permissions() != edge.permissions() || fresh.shared() != edge.shared()) {
        edit.replace(number, edge.with(fresh.permissions(), fresh.shared()));
      }
    }
  }

  /** What comes to be opened with O_DIRECT is not followed either. */
  private void refuseUnaligned(Node node, Flags after) {
    boolean comes = node.driver() == Driver.FILE && after.direct();
    long alignment = comes ? RequestAlignment.UNKNOWN : RequestAlignment.of(node);
    long size = alignment == 1 ? 0 : NodeSize.of(edit, node.number());
    if (alignment == RequestAlignment.UNKNOWN) {
      RequestAlignment.refuseToGuess(size);
    } else if (size == NodeSize.UNKNOWN) {
      throw new OutsideModel("alignment of a node whose size is not known");
    } else if (size % alignment != 0) {
      rulebook.refuse(PermissionRefusal.SIZE_UNALIGNED);
    }
  }

  /** Nodes and all below them, parents before children. Source: {@code bdrv_topological_dfs}. */
  public final class TopologicalOrder {

    private final List<Integer> childrenFirst = new ArrayList<>();
    private final BitSet found = new BitSet();

    /** Adds a node and what is below it before all that was added so far. */
    public void add(int node) {
      if (found.get(node)) {
        return;
      }
      found.set(node);
      for (int edge : edit.children(node)) {
        add(edit.edge(edge).child());
      }
      childrenFirst.add(node);
    }

    private List<Integer> parentsFirst() {
      List<Integer> order = new ArrayList<>(childrenFirst);
      Collections.reverse(order);
      return order;
    }
  }
}
