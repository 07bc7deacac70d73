package permafrost.model.open;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses to delete a node. */
public enum DeletionRefusal implements Refusal {
  DELETED_NODE_NOT_FOUND("Cannot find node %s", "qmp_blockdev_del") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "Failed to find node with node-name='%s'"));
    }
  },
  NODE_HAS_BACKEND("Node %s is in use", "qmp_blockdev_del"),
  NODE_NOT_MONITOR_OWNED("Node %s is not owned by the monitor", "qmp_blockdev_del"),
  NODE_IN_USE("Block device %s is in use", "qmp_blockdev_del");

  private final String form;
  private final String source;

  DeletionRefusal(String form, String source) {
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
