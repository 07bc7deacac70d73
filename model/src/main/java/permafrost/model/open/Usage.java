package permafrost.model.open;

import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.permission.Permissions;

/** What users of nodes, block backends and jobs, take and give back. */
public final class Usage {

  private final GraphEdit edit;
  private final Permissions permissions;
  private final Links links;

  public Usage(Workpiece workpiece) {
    edit = workpiece.edit();
    permissions = workpiece.permissions();
    links = new Links(workpiece);
  }

  /**
   * A block backend without a node. Source: {@code blk_new}.
   *
   * @param name empty where it has none
   * @param device empty where it belongs to none
   */
  public int backend(String name, String device, boolean contextFixed) {
    int number = edit.freeNumber();
    edit.enter(new User.Backend(number, name, device, contextFixed));
    return number;
  }

  /** A job without a node. Source: {@code block_job_create}. */
  public int job(String id, String type) {
    int number = edit.freeNumber();
    edit.enter(new User.JobParent(number, id, type));
    return number;
  }

  /**
   * Adds an edge from a user to a node and refreshes the node. Source: {@code
   * bdrv_root_attach_child}.
   *
   * @param name {@code root} for a block backend
   * @return the edge's number
   * @throws permafrost.model.Refused where it conflicts with what others take or share
   */
  public int attach(int user, String name, int node, int taken, int shared) {
    links.refuseUnavailable(node, taken);
    int edge = edit.attach(new Edge(user, name, Role.USE, node, taken, shared, false));
    permissions.refresh(node);
    return edge;
  }

  /**
   * Takes and shares other permissions. Source: {@code bdrv_child_try_set_perm}.
   *
   * @throws permafrost.model.Refused where they conflict
   */
  public void change(int edge, int taken, int shared) {
    edit.replace(edge, edit.edge(edge).with(taken, shared));
    permissions.refresh(edit.edge(edge).child());
  }

  /** Takes an edge away, and the node with it if nothing else keeps that. */
  public void detach(int edge) {
    int node = edit.edge(edge).child();
    edit.detach(edge);
    permissions.loosen(node);
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
