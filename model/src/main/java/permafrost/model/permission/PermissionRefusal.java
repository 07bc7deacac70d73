package permafrost.model.permission;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses a change of permissions. */
public enum PermissionRefusal implements Refusal {
  PERMISSION_CONFLICT(
      "Permission conflict on node '%s': permissions '%s' are both required by %s (uses node '%s'"
          + " as '%s' child) and unshared by %s (uses node '%s' as '%s' child).",
      "bdrv_a_allow_b"),
  NODE_IS_READ_ONLY("Block node is read-only", "bdrv_node_refresh_perm"),
  READ_ONLY_WITH_WRITERS(
      "Cannot make block node read-only, there is a writer on it", "bdrv_node_refresh_perm") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NODES_ARE_SPOKEN_OF_ALIKE,
              "Read-only block node '%s' cannot support read-write users"));
    }
  },
  SIZE_UNALIGNED(
      "Cannot get 'write' permission without 'resize': Image size is not a multiple of request"
          + " alignment",
      "bdrv_node_refresh_perm"),
  LOCK_NOT_GOT("Failed to get \"%s\" lock", "raw_check_lock_bytes"),
  SHARED_LOCK_NOT_GOT("Failed to get shared \"%s\" lock", "raw_check_lock_bytes");

  private final String form;
  private final String source;

  PermissionRefusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }
}
