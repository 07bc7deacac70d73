package permafrost.model.permission;

import permafrost.model.Refusal;

/** How QEMU refuses a change of permissions. */
public enum PermissionRefusal implements Refusal {
  PERMISSION_CONFLICT(
      "Permission conflict on node '%s': permissions '%s' are both required by %s (uses node '%s'"
          + " as '%s' child) and unshared by %s (uses node '%s' as '%s' child).",
      "bdrv_a_allow_b"),
  NODE_IS_READ_ONLY("Block node is read-only", "bdrv_node_refresh_perm"),
  READ_ONLY_WITH_WRITERS(
      "Read-only block node '%s' cannot support read-write users", "bdrv_node_refresh_perm"),
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
