package permafrost.model.resize;

import permafrost.model.Refusal;

/** How QEMU refuses to resize a node. */
public enum ResizeRefusal implements Refusal {
  SIZE_NEGATIVE("Parameter 'size' expects a >0 size", "qmp_block_resize"),
  RESIZED_DEVICE_IN_USE("Device '%s' is in use", "qmp_block_resize"),
  SIZE_BEYOND_MAXIMUM("offset(%d) exceeds maximum(%d)", "bdrv_check_qiov_request"),
  RESIZED_IMAGE_READ_ONLY("Image is read-only", "bdrv_co_truncate"),
  RESIZE_UNSUPPORTED("Image format driver does not support resize", "bdrv_co_truncate"),
  RAW_SIZE_FIXED("Cannot resize fixed-size raw disks", "raw_co_truncate"),
  RAW_SIZE_BEYOND_OFFSET("Disk size too large for the chosen offset", "raw_co_truncate"),
  NBD_NOT_GROWN("Cannot grow NBD nodes", "nbd_co_truncate"),
  QCOW2_SIZE_UNALIGNED("The new size must be a multiple of %d", "qcow2_co_truncate"),
  QCOW2_L1_TABLE_TOO_LARGE(
      "Failed to grow the L1 table: File too large", "qcow2_co_truncate, qcow2_grow_l1_table"),
  QCOW2_NEW_CLUSTERS_NOT_ZEROED(
      "Failed to zero out new clusters: Operation not supported",
      "qcow2_co_truncate, qcow2_subcluster_zeroize");

  private final String form;
  private final String source;

  ResizeRefusal(String form, String source) {
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
