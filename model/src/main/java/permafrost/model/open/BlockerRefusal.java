package permafrost.model.open;

import permafrost.model.Refusal;

/** How QEMU refuses an operation on a node that someone forbids. */
public enum BlockerRefusal implements Refusal {
  NODE_BUSY_AS_BACKING("Node '%s' is busy: node is used as backing hd of '%s'"),
  NODE_BUSY_BY_COMPLETION("Node '%s' is busy: block device is in use by block-job-complete"),
  NODE_BUSY_BY_JOB("Node '%s' is busy: block device is in use by block job: %s");

  private final String form;

  BlockerRefusal(String form) {
    this.form = form;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return "bdrv_op_is_blocked";
  }
}
