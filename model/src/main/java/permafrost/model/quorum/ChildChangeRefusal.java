package permafrost.model.quorum;

import permafrost.model.Refusal;

/** How QEMU refuses to give a node a child, or to take one away. */
public enum ChildChangeRefusal implements Refusal {
  NEITHER_CHILD_NOR_NODE("Either child or node must be specified", "qmp_x_blockdev_change"),
  CHILD_AND_NODE("The parameters child and node are in conflict", "qmp_x_blockdev_change"),
  CHILD_NOT_FOUND("Node '%s' does not have child '%s'", "qmp_x_blockdev_change"),
  ADDED_NODE_NOT_FOUND("Node '%s' not found", "qmp_x_blockdev_change"),
  ADDING_UNSUPPORTED("The node %s does not support adding a child", "bdrv_add_child"),
  REMOVING_UNSUPPORTED("The node %s does not support removing a child", "bdrv_del_child"),
  ADDED_NODE_HAS_PARENT("The node %s already has a parent", "bdrv_add_child"),
  ADDING_TO_BLKVERIFY("Cannot add a child to a quorum in blkverify mode", "quorum_add_child"),
  TOO_FEW_FOR_THRESHOLD(
      "The number of children cannot be lower than the vote threshold %d", "quorum_del_child");

  private final String form;
  private final String source;

  ChildChangeRefusal(String form, String source) {
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
