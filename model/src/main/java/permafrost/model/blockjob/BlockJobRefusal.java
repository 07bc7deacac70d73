package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.Behaviour;
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
  STREAM_BASE_NOT_BELOW("'%s' is not in the backing chain of '%s'", "stream_start"),
  BACKUP_BITMAP_NEEDED("must provide a valid bitmap name for '%s' sync mode", "do_backup_common"),
  BACKUP_BITMAP_MODE_FIXED(
      "Bitmap sync mode must be '%s' when using sync mode '%s'", "do_backup_common"),
  BACKUP_BITMAP_NOT_FOUND("Bitmap '%s' could not be found", "do_backup_common"),
  BACKUP_BITMAP_MODE_ALONE("Cannot specify bitmap sync mode without a bitmap", "do_backup_common"),
  BACKUP_ONTO_ITSELF("Source and target cannot be the same", "backup_job_create"),
  BACKUP_COMPRESSION_UNSUPPORTED(
      "Compression is not supported for this drive %s", "backup_job_create"),
  BACKUP_WORKERS_OUT_OF_RANGE("max-workers must be between 1 and %s", "backup_job_create"),
  BACKUP_CHUNK_NEGATIVE(
      "max-chunk must be zero (which means no limit) or positive", "backup_job_create"),
  BACKUP_SIZES_DIFFER("Source and target image have different sizes", "backup_job_create"),
  BACKUP_CHUNK_SMALLER_THAN_CLUSTER(
      "Required max-chunk (%s) is less than backup cluster size (%s)", "backup_job_create"),
  CREATION_UNSUPPORTED("Format driver '%s' does not support image creation", "bdrv_img_create"),
  CREATION_WITHOUT_BACKING("Backing file not supported for file format '%s'", "bdrv_img_create"),
  CREATION_ONTO_BACKING(
      "Error: Trying to create an image with the same filename as the backing file",
      "bdrv_img_create"),
  CREATION_OVER_NAMELESS("Expected backing file name, got empty string", "bdrv_img_create"),
  BACKUP_CLUSTER_TOO_LARGE("min-cluster-size too large: %s > %s", "bdrv_cbw_append");

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

  @Override
  public Optional<Behaviour> needs() {
    return this == BACKUP_CLUSTER_TOO_LARGE
        ? Optional.of(Behaviour.COPYING_TAKES_CLUSTER_SIZE)
        : Optional.empty();
  }
}
