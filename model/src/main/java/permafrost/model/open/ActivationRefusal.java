package permafrost.model.open;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;

/** How QEMU refuses to make a node inactive or active, or to use one that is inactive. */
public enum ActivationRefusal implements Refusal {
  ACTIVATED_NODE_NOT_FOUND("Failed to find node with node-name='%s'", "qmp_blockdev_set_active"),
  ACTIVE_PARENT("Node has active parent node", "bdrv_inactivate"),
  STILL_WRITTEN("Failed to inactivate node: Operation not permitted", "bdrv_inactivate"),
  SOME_STILL_WRITTEN(
      "Failed to inactivate all nodes: Operation not permitted", "qmp_blockdev_set_active"),
  INACTIVE_CHILD("Inactive '%s' can't be a %s child of active '%s'", "bdrv_attach_child_noperm"),
  PERMISSION_UNAVAILABLE(
      "Permission '%s' unavailable on inactive node", "bdrv_attach_child_common");

  private final String form;
  private final String source;

  ActivationRefusal(String form, String source) {
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

  @Override
  public Optional<Behaviour> needs() {
    return Optional.of(Behaviour.NODES_CAN_BE_INACTIVE);
  }
}
