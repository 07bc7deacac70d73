package permafrost.model.blockjob;

import permafrost.model.Refusal;

/** How QEMU refuses to start a mirror, its node, id and speed left aside. */
public enum MirrorRefusal implements Refusal {
  MIRROR_GRANULARITY_RANGE(
      "Parameter 'granularity' expects a value in range [512B, 64MB]", "blockdev_mirror_common"),
  MIRROR_GRANULARITY_POWER(
      "Parameter 'granularity' expects a power of 2", "blockdev_mirror_common"),
  MIRROR_REPLACED_NOT_FOUND("Failed to find node with node-name='%s'", "check_to_replace_node"),
  MIRROR_REPLACES_VISIBLE_DATA(
      "Cannot replace '%s' by a node mirrored from '%s', because it cannot be guaranteed that doing"
          + " so would not lead to an abrupt change of visible data",
      "check_to_replace_node"),
  MIRROR_REPLACED_OTHER_SIZE(
      "cannot replace image with a mirror image of different size", "blockdev_mirror_common"),
  MIRROR_SYNC_UNSUPPORTED("Sync mode '%s' not supported", "mirror_start"),
  MIRROR_BUFFER_SIZE("Invalid parameter 'buf-size'", "mirror_start_job"),
  MIRROR_INTO_ITSELF("Can't mirror node into itself", "mirror_start_job"),
  MIRROR_TO_FILTER_ON_CHAIN(
      "Cannot mirror to a filter on top of a node in the source's backing chain",
      "mirror_start_job"),
  NEW_IMAGE_WITHOUT_BACKING("Backing file not supported for file format '%s'", "bdrv_img_create"),
  MIRROR_NEEDS_NODE_NAME(
      "a node-name must be provided when replacing a named node of the graph", "qmp_drive_mirror");

  private final String form;
  private final String source;

  MirrorRefusal(String form, String source) {
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
