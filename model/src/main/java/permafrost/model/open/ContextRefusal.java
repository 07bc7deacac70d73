package permafrost.model.open;

import permafrost.model.Refusal;

/** How QEMU refuses to let nodes live in another iothread. */
public enum ContextRefusal implements Refusal {
  BACKEND_CONTEXT_FIXED(
      "Cannot change iothread of active block backend", "blk_root_change_aio_ctx"),
  MOVED_NODE_NOT_FOUND("Failed to find node with node-name='%s'", "qmp_x_blockdev_set_iothread"),
  MOVED_NODE_HAS_BACKEND(
      "Node %s is associated with a BlockBackend and could be in use (use force=true to override"
          + " this check)",
      "qmp_x_blockdev_set_iothread"),
  IOTHREAD_NOT_FOUND("Cannot find iothread %s", "qmp_x_blockdev_set_iothread");

  private final String form;
  private final String source;

  ContextRefusal(String form, String source) {
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
