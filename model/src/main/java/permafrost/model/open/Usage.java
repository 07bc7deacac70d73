package permafrost.model.open;

import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.permission.Permissions;

/** What users of nodes, block backends and jobs, take and give back. */
public final class Usage {

  private final GraphEdit edit;
  private final Permissions permissions;
  private final Links links;
  private final AioContexts contexts;
  private final Workpiece workpiece;

  public Usage(Workpiece workpiece) {
    edit = workpiece.edit();
    permissions = workpiece.permissions();
    links = new Links(workpiece);
    contexts = new AioContexts(workpiece);
    this.workpiece = workpiece;
  }

  /**
   * A block backend without a node. Source: {@code blk_new}.
   *
   * @param name empty where it has none
   * @param device empty where it belongs to none
   */
  public int backend(String name, String device, boolean contextFixed) {
    int number = edit.freeNumber();
    edit.enter(new User.Backend(number, name, device, contextFixed, Perm.NONE, Perm.ALL));
    return number;
  }

  /**
   * A block backend for a node, living where that lives. Source: {@code blk_new}, {@code
   * blk_insert_bs}.
   *
   * @return its number; its one edge takes nothing and shares all
   */
  public int backendOn(int node, String name, String device, boolean contextFixed) {
    int backend = backend(name, device, contextFixed);
    attach(backend, "root", node, Perm.NONE, Perm.ALL);
    return backend;
  }

  /** A job without a node. Source: {@code block_job_create}. */
  public int job(String id, String type) {
    int number = edit.freeNumber();
    edit.enter(new User.JobParent(number, id, type));
    return number;
  }

  /**
   * Adds an edge from a user to a node and refreshes the node. A user without a node yet is made to
   * live where the node lives. Source: {@code bdrv_root_attach_child}.
   *
   * @param name {@code root} for a block backend
   * @return the edge's number
   * @throws permafrost.model.Refused where it conflicts with what others take or share
   */
  public int attach(int user, String name, int node, int taken, int shared) {
    ask(user, taken, shared);
    Edge asked = new Edge(user, name, Role.USE, node, taken, shared, false);
    Edge link = waitsForActivation(asked) ? asked.with(Perm.NONE, Perm.ALL) : asked;
    links.refuseUnavailable(node, link.permissions());
    if (edit.children(user).length == 0) {
      edit.move(user, edit.context(node));
    }
    contexts.join(link);
    int edge = edit.attach(link);
    permissions.refresh(node);
    workpiece.attached(node);
    return edge;
  }

  /**
   * Takes and shares other permissions. Source: {@code bdrv_child_try_set_perm}.
   *
   * @throws permafrost.model.Refused where they conflict
   */
  public void change(int edge, int taken, int shared) {
    boolean waits = waitsForActivation(edit.edge(edge));
    ask(edit.edge(edge).parent(), taken, shared);
    if (!waits) {
      set(edge, taken, shared);
    }
  }

  private void ask(int user, int taken, int shared) {
    if (edit.vertex(user) instanceof User.Backend backend) {
      edit.replace(backend.with(taken, shared));
    }
  }

  private void set(int edge, int taken, int shared) {
    edit.replace(edge, edit.edge(edge).with(taken, shared));
    permissions.refresh(edit.edge(edge).child());
  }

  /**
   * Whether a block backend takes nothing of a node yet, and shares all, since the node is
   * inactive. Source: {@code blk_insert_bs}, {@code disable_perm}.
   */
  private boolean waitsForActivation(Edge link) {
    return edit.node(link.child()).flags().inactive()
        && edit.vertex(link.parent()) instanceof User.Backend backend
        && backend.mayWait();
  }

  /**
   * The node of a block backend has become active. Source: {@code blk_root_activate}.
   *
   * @throws permafrost.model.Refused where what it waited for conflicts
   */
  void wake(int edge) {
    if (edit.vertex(edit.edge(edge).parent()) instanceof User.Backend backend
        && (edit.edge(edge).permissions() != backend.taken()
            || edit.edge(edge).shared() != backend.shared())) {
      set(edge, backend.taken(), Perm.ALL);
      set(edge, backend.taken(), backend.shared());
    }
  }

  /**
   * The node of a block backend is about to become inactive. Source: {@code blk_root_inactivate}.
   */
  void rest(int edge) {
    set(edge, Perm.NONE, Perm.ALL);
  }

  /** Takes an edge away, and the node with it if nothing else keeps that. */
  public void detach(int edge) {
    int node = edit.edge(edge).child();
    edit.detach(edge);
    permissions.loosen(node);
    contexts.backToMain(node);
    links.closeIfUnused(node);
  }

  /** Takes a user away with all its edges, the newest first. */
  public void remove(int user) {
    for (int edge : edit.children(user)) {
      detach(edge);
    }
    edit.removeUser(user);
  }
}
