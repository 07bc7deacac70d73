package permafrost.model.permission;

import java.util.HashMap;
import java.util.Map;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;

/**
 * The byte locks of file nodes: each node on a file is a lock owner of its own, so two nodes on one
 * file conflict like two processes. Lives for one refresh. Source: {@code raw_handle_perm_lock},
 * {@code raw_check_lock_bytes}.
 */
final class FileLocks {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Map<Integer, DriverState.File> prepared = new HashMap<>(4);

  FileLocks(GraphEdit edit, Rulebook rulebook) {
    this.edit = edit;
    this.rulebook = rulebook;
  }

  /**
   * Locks what the node will need, keeping what it has until {@link #commit}; an inactive node's
   * locks are not touched.
   */
  void prepare(Node node, DriverState.File file, int permissions, int shared) {
    if (node.flags().inactive()) {
      return;
    }
    prepared.put(node.number(), file.holding(permissions, shared));
    boolean looser =
        (file.heldPermissions() | permissions) == file.heldPermissions()
            && (file.heldShared() & shared) == file.heldShared();
    if (!file.locking() || looser) {
      return;
    }
    int othersPermissions = Perm.NONE;
    int othersShared = Perm.ALL;
    for (int number : edit.order()) {
      Node other = edit.node(number);
      if (number != node.number()
          && other.state() instanceof DriverState.File held
          && held.locking()
          && Files.same(held.path(), file.path())) {
        othersPermissions |= held.heldPermissions();
        othersShared &= held.heldShared();
        DriverState.File soon = prepared.get(number);
        if (soon != null) {
          othersPermissions |= soon.heldPermissions();
          othersShared &= soon.heldShared();
        }
      }
    }
    refuse(permissions & ~othersShared, PermissionRefusal.LOCK_NOT_GOT, file);
    refuse(othersPermissions & ~shared, PermissionRefusal.SHARED_LOCK_NOT_GOT, file);
  }

  /** The nodes hold what was prepared. */
  void commit() {
    prepared.forEach((number, file) -> edit.replace(edit.node(number).with(file)));
  }

  private void refuse(int conflicting, PermissionRefusal refusal, DriverState.File file) {
    if (conflicting == Perm.NONE) {
      return;
    }
    try {
      rulebook.refuse(refusal, Perm.spoken(Integer.lowestOneBit(conflicting)));
    } catch (Refused refused) {
      throw refused.hinted("Is another process using the image [" + file.path() + "]?");
    }
  }
}
