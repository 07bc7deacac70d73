package permafrost.model.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
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

  private static final int LARGEST_DIRECT_ALIGNMENT = 4096;

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
    for (int number : nodes.parentsFirst()) {
      refuseConflictOfParents(number);
      refreshNode(edit.node(number), after.apply(number), locks);
    }
    locks.commit();
  }

  /** What a new edge would take and share if the parent stays as it is. */
  public ChildPermissions ofNewEdge(Node parent, Edge edge) {
    return ChildPermissions.of(
        parent,
        parent.flags(),
        edge.role(),
        edit.permissions(parent.number()),
        edit.shared(parent.number()),
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
              edit.node(edge.child()).forceShare(),
              rulebook);
      if (fresh.permissions() != edge.permissions() || fresh.shared() != edge.shared()) {
        edit.replace(number, edge.with(fresh.permissions(), fresh.shared()));
      }
    }
  }

  private void refuseUnaligned(Node node, Flags after) {
    switch (node.state()) {
      case DriverState.File file -> {
        if (after.direct() && file.size() % LARGEST_DIRECT_ALIGNMENT != 0) {
          throw new OutsideModel("O_DIRECT alignment of a file whose size is no multiple of 4096");
        }
      }
      case DriverState.Compress compress -> {
        if (NodeSize.of(edit, node.number()) % compress.alignment() != 0) {
          rulebook.refuse(PermissionRefusal.SIZE_UNALIGNED);
        }
      }
      case DriverState.Blkdebug blkdebug -> {
        if (NodeSize.of(edit, node.number()) % blkdebug.alignment() != 0) {
          rulebook.refuse(PermissionRefusal.SIZE_UNALIGNED);
        }
      }
      case DriverState.Blkverify ignored -> {}
      case DriverState.CommitTop ignored -> {}
      case DriverState.Quorum ignored -> {}
      case DriverState.Opening ignored -> {}
      case DriverState.Null ignored -> {}
      case DriverState.Raw ignored -> {}
      case DriverState.Qcow2 ignored -> {}
      case DriverState.Throttle ignored -> {}
      case DriverState.CopyOnRead ignored -> {}
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
