package permafrost.model.blockjob;

import permafrost.model.Refusal;

/** How QEMU refuses to start a block job, its id and speed left aside. */
public enum BlockJobRefusal implements Refusal {
  STREAM_ARGUMENTS_EXCLUDE(
      "'%s' and '%s' cannot be specified at the same time", "qmp_block_stream"),
  BASE_NOT_IN_CHAIN("Can't find '%s' in the backing chain", "qmp_block_stream, qmp_block_commit"),
  BASE_NODE_NO_BACKING("Node '%s' is not a backing image of '%s'", "qmp_block_stream"),
  STREAM_BOTTOM_IS_FILTER(
      "Node '%s' is a filter, use a non-filter node as 'bottom'", "qmp_block_stream"),
  STREAM_BOTTOM_NOT_IN_CHAIN("Node '%s' is not in a chain starting from '%s'", "qmp_block_stream"),
  STREAM_OF_ENTIRE_CHAIN(
      "backing file specified, but streaming the entire chain", "qmp_block_stream"),
  COMMIT_DEVICE_NOT_FOUND("Device '%s' not found", "qmp_block_commit") {
    @Override
    public String errorClass() {
      return "DeviceNotFound";
    }
  },
  ROOT_NODE_NEEDED("Need a root block node", "qmp_get_root_bs"),
  COMMIT_ARGUMENTS_EXCLUDE("'%s' and '%s' are mutually exclusive", "qmp_block_commit"),
  COMMIT_NODE_NOT_IN_CHAIN("'%s' is not in this backing file chain", "qmp_block_commit"),
  COMMIT_TOP_NOT_FOUND("Top image file %s not found", "qmp_block_commit"),
  COMMIT_INTO_ITSELF("cannot commit an image into itself", "qmp_block_commit"),
  COMMIT_BACKING_FILE_OF_ACTIVE(
      "'backing-file' specified, but 'top' is the active layer", "qmp_block_commit"),
  COMMIT_BACKING_FILE_WITH_WRITER(
      "'backing-file' specified, but 'top' has a writer on it", "qmp_block_commit"),
  COMMIT_OF_FILTERS("Invalid files for merge: top and base are the same", "commit_start"),
  STREAM_BASE_NOT_BELOW("'%s' is not in the backing chain of '%s'", "stream_start");

  private final String form;
  private final String source;

  BlockJobRefusal(String form, String source) {
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
