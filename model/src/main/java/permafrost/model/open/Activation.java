package permafrost.model.open;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.graph.Vertex;

/** {@code blockdev-set-active}: nodes give up their images, and take them back. */
public final class Activation {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Usage usage;

  public Activation(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    usage = new Usage(workpiece);
  }

  /**
   * Makes one node, or all where none is named, active or inactive. Source: {@code
   * qmp_blockdev_set_active}.
   */
  public void set(ObjectNode arguments) {
    boolean active = arguments.path("active").booleanValue();
    if (!arguments.has("node-name")) {
      setAll(active);
      return;
    }
    String name = arguments.get("node-name").textValue();
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(ActivationRefusal.ACTIVATED_NODE_NOT_FOUND, name);
      return;
    }
    if (active) {
      activate(node.number());
    } else {
      inactivate(node.number());
    }
  }

  /**
   * A node and those below it that no active node uses. Source: {@code bdrv_inactivate}.
   *
   * @throws permafrost.model.Refused where the node has an active parent or is still written to
   */
  public void inactivate(int number) {
    if (hasNodeAbove(number, true)) {
      rulebook.refuse(ActivationRefusal.ACTIVE_PARENT);
    }
    inactivate(number, ActivationRefusal.STILL_WRITTEN);
  }

  /** Source: {@code bdrv_activate_all}, {@code bdrv_inactivate_all}. */
  private void setAll(boolean active) {
    for (int number : roots()) {
      if (active) {
        activate(number);
      } else if (!hasNodeAbove(number, false)) {
        inactivate(number, ActivationRefusal.SOME_STILL_WRITTEN);
      }
    }
  }

  /**
   * The nodes of block backends, each in the place of its newest one, then those of the monitor.
   * Source: {@code bdrv_next}.
   */
  private List<Integer> roots() {
    List<Integer> roots = new ArrayList<>();
    for (int user : edit.users()) {
      int[] links = edit.children(user);
      if (edit.vertex(user) instanceof User.Backend && links.length > 0) {
        int root = edit.edge(links[0]).child();
        if (newestBackend(root) == user) {
          roots.add(root);
        }
      }
    }
    for (int number : edit.order()) {
      if (edit.node(number).monitorOwned() && !edit.hasBackend(number)) {
        roots.add(number);
      }
    }
    return roots;
  }

  /** Source: {@code bdrv_first_blk}. */
  private int newestBackend(int node) {
    for (int edge : edit.parents(node)) {
      if (edit.vertex(edit.edge(edge).parent()) instanceof User.Backend backend) {
        return backend.number();
      }
    }
    return Node.NOBODY;
  }

  /**
   * A node and all below it, the latter first. Source: {@code bdrv_activate}.
   *
   * @throws permafrost.model.Refused where permissions conflict then, or a size is not known
   */
  public void activate(int number) {
    for (int edge : edit.children(number)) {
      activate(edit.edge(edge).child());
    }
    Node node = edit.node(number);
    if (node.flags().inactive()) {
      edit.replace(node.inactive(false));
      workpiece.permissions().refresh(number);
      if (node.state() instanceof DriverState.Qcow2 qcow2) {
        refuseOtherImage(number, qcow2);
      }
      if (node.state() instanceof DriverState.File) {
        leaveCacheOpen(node);
      }
      if (node.state() instanceof DriverState.Quorum) {
        DriverOpening.refuseUnequalVoters(edit, number, rulebook);
      }
    }
    for (int edge : edit.parents(number)) {
      usage.wake(edge);
    }
  }

  /** Whether the host lets go of a file's pages. Source: {@code raw_co_invalidate_cache}. */
  private static void leaveCacheOpen(Node file) {
    boolean drops = !file.options().has("drop-cache") || file.options().truth("drop-cache");
    if (drops && !file.flags().direct() && file.options().truth("x-check-cache-dropped")) {
      throw new OutsideModel("activation of a file whose pages the host may still have");
    }
  }

  /** A qcow2 node reads its image again. Source: {@code qcow2_co_invalidate_cache}. */
  private void refuseOtherImage(int number, DriverState.Qcow2 qcow2) {
    int file = edit.edge(edit.childEdge(number, "file")).child();
    boolean same =
        new Contents(edit, workpiece.files(), rulebook)
            .qcow2Header(file)
            .filter(qcow2.header()::equals)
            .isPresent();
    if (!same) {
      throw new OutsideModel("activation of a qcow2 node over another image than it was opened on");
    }
  }

  /** Source: {@code bdrv_inactivate_recurse}. */
  private void inactivate(int number, ActivationRefusal refusal) {
    Node node = edit.node(number);
    if (node.flags().inactive() || hasNodeAbove(number, true)) {
      return;
    }
    for (int edge : edit.parents(number)) {
      rest(edge, refusal);
    }
    if ((edit.permissions(number) & (Perm.WRITE | Perm.WRITE_UNCHANGED)) != 0) {
      rulebook.refuse(refusal);
    }
    edit.replace(edit.node(number).inactive(true));
    workpiece.permissions().loosen(number);
    for (int edge : edit.children(number)) {
      inactivate(edit.edge(edge).child(), refusal);
    }
  }

  /** Source: {@code bdrv_has_bds_parent}. */
  private boolean hasNodeAbove(int number, boolean onlyActive) {
    for (int edge : edit.parents(number)) {
      Vertex above = edit.vertex(edit.edge(edge).parent());
      if (above instanceof Node parent && !(onlyActive && parent.flags().inactive())) {
        return true;
      }
    }
    return false;
  }

  /** What stands directly above the node lets it become inactive, or refuses. */
  private void rest(int edge, ActivationRefusal refusal) {
    switch (edit.vertex(edit.edge(edge).parent())) {
      case Node ignored -> {}
      case User.JobParent ignored -> throw new OutsideModel("blockdev-set-active below a job");
      case User.Backend backend -> {
        if (backend.label().isEmpty() && !workpiece.state().exports().have(backend.number())) {
          throw new OutsideModel("blockdev-set-active below a job");
        }
        if (backend.mayWait()) {
          usage.rest(edge);
        } else {
          rulebook.refuse(refusal);
        }
      }
    }
  }
}
