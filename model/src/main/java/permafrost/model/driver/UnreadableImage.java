package permafrost.model.driver;

import java.util.Optional;
import permafrost.model.Refusal;

/**
 * How the qcow2 driver could refuse an image or its options, and that no command comes to, each
 * with the reason.
 */
public enum UnreadableImage implements Refusal {
  OVERLAP_CHECK_INVALID(
      "Unsupported value '%s' for qcow2 option 'overlap-check'. Allowed are any of the following:"
          + " none, constant, cached, all",
      "qcow2_update_options_prepare", Reasons.SCHEMA_VALUES),
  L2_FLUSH_FAILED(
      "Failed to flush the L2 table cache: %s", "qcow2_update_options_prepare", Reasons.HOST_IO),
  REFCOUNT_FLUSH_FAILED(
      "Failed to flush the refcount block cache: %s",
      "qcow2_update_options_prepare", Reasons.HOST_IO),
  LAZY_NOT_DISABLED(
      "Failed to disable lazy refcounts: %s", "qcow2_update_options_prepare", Reasons.HOST_IO),
  HEADER_NOT_UPDATED("Could not update qcow2 header: %s", "qcow2_do_open", Reasons.HOST_IO),
  CACHES_NOT_ALLOCATED(
      "Could not allocate metadata caches", "qcow2_update_options_prepare", Reasons.HOST_LIMITS),
  L1_NOT_ALLOCATED("Could not allocate L1 table", "qcow2_do_open", Reasons.HOST_LIMITS),
  SNAPSHOT_TABLE_TOO_BIG(
      "Snapshot table is too big", "qcow2_do_read_snapshots", Reasons.LARGE_TABLE),
  CRYPTO_HEADER_NOT_READ(
      "Could not read encryption header: %s", "qcow2_crypto_hdr_read_func", Reasons.HOST_IO),
  EXTENSION_NOT_READ(
      "qcow2_read_extension: ERROR: pread fail from offset %d: %s",
      "qcow2_read_extensions", Reasons.HEADER_WAS_READ),
  HEADER_FIELDS_NOT_READ(
      "Could not read unknown qcow2 header fields: %s", "qcow2_do_open", Reasons.HEADER_WAS_READ),
  BACKING_NAME_NOT_READ(
      "Could not read backing file name: %s", "qcow2_do_open", Reasons.HEADER_WAS_READ),
  EXTENSION_FORMAT_NOT_READ(
      "ERROR: ext_backing_format: Could not read format name",
      "qcow2_read_extensions",
      Reasons.HEADER_WAS_READ),
  EXTENSION_FEATURES_NOT_READ(
      "ERROR: ext_feature_table: Could not read table",
      "qcow2_read_extensions",
      Reasons.HEADER_WAS_READ),
  EXTENSION_CRYPTO_NOT_READ(
      "Unable to read CRYPTO header extension", "qcow2_read_extensions", Reasons.HEADER_WAS_READ),
  EXTENSION_BITMAPS_NOT_READ(
      "bitmaps_ext: Could not read ext header", "qcow2_read_extensions", Reasons.HEADER_WAS_READ),
  DATA_FILE_NAME_NOT_READ(
      "ERROR: Could not read data file name", "qcow2_read_extensions", Reasons.HEADER_WAS_READ),
  EXTENSION_UNKNOWN_NOT_READ(
      "ERROR: unknown extension: Could not read data",
      "qcow2_read_extensions",
      Reasons.HEADER_WAS_READ),
  ENCRYPTION_OFFSET_UNALIGNED(
      "Encryption header offset '%d' is not a multiple of cluster size '%d'",
      "qcow2_read_extensions", Reasons.BEHIND_HEADER),
  BITMAPS_TOO_MANY(
      "bitmaps_ext: Image has %d bitmaps, exceeding the QEMU supported maximum of %d",
      "qcow2_read_extensions", Reasons.BEHIND_HEADER),
  BITMAPS_NONE(
      "found bitmaps extension with zero bitmaps", "qcow2_read_extensions", Reasons.BEHIND_HEADER),
  BITMAP_DIRECTORY_OFFSET(
      "bitmaps_ext: invalid bitmap directory offset",
      "qcow2_read_extensions",
      Reasons.BEHIND_HEADER),
  BITMAP_DIRECTORY_SIZE(
      "bitmaps_ext: bitmap directory size (%d) exceeds the maximum supported size (%d)",
      "qcow2_read_extensions", Reasons.BEHIND_HEADER),
  BITMAP_DIRECTORY_NOT_READ(
      "Failed to read bitmap directory", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_EMPTY(
      "Requested bitmap directory size is zero", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_TOO_BIG(
      "Requested bitmap directory size is too big", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_NOT_ALLOCATED(
      "Failed to allocate space for bitmap directory", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAPS_MORE_THAN_SAID(
      "More bitmaps found than specified in header extension",
      "bitmap_list_load",
      Reasons.NO_BITMAPS),
  BITMAPS_LESS_THAN_SAID(
      "Less bitmaps found than specified in header extension",
      "bitmap_list_load",
      Reasons.NO_BITMAPS),
  BITMAP_EXTRA_DATA("Bitmap extra data is not supported", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_UNFIT(
      "Bitmap '%s' doesn't satisfy the constraints", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_BROKEN("Broken bitmap directory", "bitmap_list_load", Reasons.NO_BITMAPS),
  BITMAP_TABLE_NOT_READ(
      "Could not read bitmap_table table from image for bitmap '%s'",
      "load_bitmap", Reasons.NO_BITMAPS),
  BITMAP_NOT_READ("Could not read bitmap '%s' from image", "load_bitmap", Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_NOT_UPDATED(
      "Can't update bitmap directory", "qcow2_load_dirty_bitmaps", Reasons.NO_BITMAPS),
  BITMAP_UNEXPECTED(
      "Unexpected bitmap '%s' in image '%s'", "qcow2_reopen_bitmaps_rw", Reasons.NO_BITMAPS),
  BITMAP_NOT_MARKED(
      "Corruption: bitmap '%s' is not marked IN_USE in the image '%s' and not marked readonly in RAM",
      "qcow2_reopen_bitmaps_rw", Reasons.NO_BITMAPS),
  BITMAP_INCONSISTENT_NOT_MARKED(
      "Corruption: bitmap '%s' is inconsistent but is not marked IN_USE in the image '%s'",
      "qcow2_reopen_bitmaps_rw", Reasons.NO_BITMAPS),
  BITMAP_MARKED(
      "Corruption: bitmap '%s' is marked IN_USE in the image '%s' but it is readonly and consistent in RAM",
      "qcow2_reopen_bitmaps_rw", Reasons.NO_BITMAPS),
  BITMAPS_WITHOUT_WRITING(
      "Failed to reopen bitmaps rw: no write access the protocol file",
      "qcow2_reopen_bitmaps_rw",
      Reasons.NO_BITMAPS),
  BITMAP_DIRECTORY_NOT_REWRITTEN(
      "Cannot update bitmap directory", "qcow2_reopen_bitmaps_rw", Reasons.NO_BITMAPS);

  private final String form;
  private final String source;
  private final String reason;

  UnreadableImage(String form, String source, String reason) {
    this.form = form;
    this.source = source;
    this.reason = reason;
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
  public Optional<String> unreachable() {
    return Optional.of(reason);
  }

  /** What keeps a command from what it could be refused for. */
  private static final class Reasons {
    private static final String BEHIND_HEADER =
        "stands behind those bytes of a header that a scenario writes over";
    private static final String HEADER_WAS_READ =
        "needs a host that reads the header, and then not what follows it";
    private static final String HOST_IO = "needs a host that fails to read, write or lock";
    private static final String HOST_LIMITS = "depends on the host's memory and kernel";
    private static final String LARGE_TABLE = "needs 64 MiB of snapshots in an image's table";
    private static final String NO_BITMAPS =
        "needs an image with bitmaps, and a scenario makes none";
    private static final String SCHEMA_VALUES = "the schema lets no other value through";

    private Reasons() {}
  }
}
