package permafrost.model.graph;

/**
 * A parent's use of a child node. Source: {@code BdrvChild}.
 *
 * @param parent the parent's number
 * @param name the child's name in its parent, such as {@code file}
 * @param child the child's number
 * @param permissions what the parent takes, as {@link Perm} bits
 * @param shared what it leaves to others, as {@link Perm} bits
 * @param frozen whether the link may not be changed
 * @param parentCalled what the parent was called when it got this child: an overlay's reason why
 *     its backing file is busy names it so for good
 */
public record Edge(
    int parent,
    String name,
    Role role,
    int child,
    int permissions,
    int shared,
    boolean frozen,
    String parentCalled) {

  /** One that is to be attached. */
  public Edge(
      int parent, String name, Role role, int child, int permissions, int shared, boolean frozen) {
    this(parent, name, role, child, permissions, shared, frozen, "");
  }

  /** The same edge of a parent that is called so now. Source: {@code bdrv_backing_attach}. */
  public Edge of(String parentCalledNow) {
    return new Edge(parent, name, role, child, permissions, shared, frozen, parentCalledNow);
  }

  /** The same edge with other permissions. */
  public Edge with(int newPermissions, int newShared) {
    return new Edge(parent, name, role, child, newPermissions, newShared, frozen, parentCalled);
  }

  /** The same edge to another child. */
  public Edge to(int newChild) {
    return new Edge(parent, name, role, newChild, permissions, shared, frozen, parentCalled);
  }

  /** The same edge, frozen or not. */
  public Edge frozen(boolean nowFrozen) {
    return new Edge(parent, name, role, child, permissions, shared, nowFrozen, parentCalled);
  }
}
