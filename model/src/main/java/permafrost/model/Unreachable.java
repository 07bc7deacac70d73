package permafrost.model;

import java.util.Optional;

/**
 * Refusals that stand in the functions behind {@code blockdev-add}, {@code blockdev-del} and {@code
 * blockdev-reopen}, and that none of these commands comes to, each with the reason.
 */
public enum Unreachable implements Refusal {
  DRIVER_UNKNOWN("Unknown driver '%s'", "bdrv_fill_options", Reasons.SCHEMA_NAMES_DRIVERS),
  DRIVER_UNKNOWN_OF_OPEN("Unknown driver: '%s'", "bdrv_open_inherit", Reasons.BACKING_FORMATS),
  DRIVER_OR_FILE_MISSING(
      "Must specify either driver or file",
      "bdrv_fill_options, bdrv_open_inherit",
      Reasons.SCHEMA_NAMES_DRIVERS),
  PROTOCOL_UNKNOWN("Unknown protocol '%s'", "bdrv_find_protocol", Reasons.NO_PROTOCOL_NAMES),
  FORMAT_NOT_FOUND(
      "Could not determine image format: No compatible driver found",
      "find_image_format",
      Reasons.NO_PROBING),
  FORMAT_NOT_READ(
      "Could not read image for determining its format: %s",
      "find_image_format", Reasons.NO_PROBING),
  DRIVER_READ_ONLY(
      "Driver '%s' can only be used for read-only devices", "bdrv_open_common", Reasons.WHITELIST),
  DRIVER_NOT_ALLOWED("Driver '%s' is not whitelisted", "bdrv_open_common", Reasons.WHITELIST),
  COPY_ON_READ_READ_ONLY(
      "Can't use copy-on-read on read-only device", "bdrv_open_common", Reasons.DRIVE),
  COPY_ON_READ_MADE_READ_ONLY(
      "Can't set node '%s' to r/o with copy-on-read enabled",
      "bdrv_can_set_read_only", Reasons.DRIVE),
  READ_ONLY_FOR_GOOD("Node '%s' is read only", "bdrv_can_set_read_only", Reasons.REOPEN_IGNORES),
  TEMPORARY_SNAPSHOT_FAILED(
      "Could not create temporary overlay '%s': %s", "bdrv_append_temp_snapshot", Reasons.DRIVE),
  TEMPORARY_FILE_FAILED("Could not open temporary file '%s': %s", "create_tmp_file", Reasons.DRIVE),
  DISCARD_INVALID(
      "Invalid discard option", "bdrv_open_common, bdrv_reopen_prepare", Reasons.SCHEMA_VALUES),
  READ_PATTERN_INVALID(
      "Please set read-pattern as fifo or quorum", "quorum_open", Reasons.SCHEMA_VALUES),
  CHILDREN_NO_ARRAY("Option children is not a valid array", "quorum_open", Reasons.SCHEMA_VALUES),
  THROTTLE_GROUP_MISSING(
      "Please specify a throttle group", "throttle_parse_options", Reasons.SCHEMA_DEMANDS),
  CHILD_MISSING(
      "A block device must be specified for \"%s\"", "bdrv_open_child_bs", Reasons.SCHEMA_DEMANDS),
  BACKING_OF_DRIVER_WITHOUT(
      "Driver doesn't support backing files", "bdrv_open_backing_file", Reasons.DRIVER_ASKED),
  REOPEN_WITHOUT_REASON(
      "failed while preparing to reopen image '%s'", "bdrv_reopen_prepare", Reasons.DRIVERS_TELL),
  FILE_NOT_STATED("Could not stat file: %s", "raw_open_common", Reasons.HOST_IO),
  LOCK_BYTE_FAILED("Failed to lock byte %d", "raw_apply_lock_bytes", Reasons.LOCK_RACE),
  LOCK_BYTE_ERROR("Failed to lock byte %d: %s", "raw_apply_lock_bytes", Reasons.HOST_IO),
  UNLOCK_BYTE_ERROR("Failed to unlock byte %d: %s", "raw_apply_lock_bytes", Reasons.HOST_IO),
  NATIVE_AIO_FAILED("Unable to use native AIO: %s", "raw_open_common", Reasons.HOST_LIMITS),
  IO_URING_FAILED("Unable to use io_uring: %s", "raw_open_common", Reasons.HOST_LIMITS),
  DIRECT_ALIGNMENT_NOT_FOUND(
      "Could not find working O_DIRECT alignment", "raw_probe_alignment", Reasons.HOST_LIMITS),
  FILE_FORBIDDEN("Could not open '%s': Permission denied", "raw_open_common", Reasons.MODES),
  LINKS_IN_CIRCLES(
      "Could not open '%s': Too many levels of symbolic links",
      "raw_open_common", Reasons.NO_LINKS),
  FOLDER_DEVICE_NOT_WRITABLE(
      "The device is not writable: %s", "raw_open_common", Reasons.NO_DEVICES),
  RAW_OVER_SCSI_GENERIC(
      "Cannot use offset/size with SCSI generic devices", "raw_open", Reasons.NO_DEVICES),
  NATIVE_AIO_NOT_BUILT(
      "aio=native was specified, but is not supported in this build.",
      "raw_open_common",
      Reasons.BUILD),
  IO_URING_NOT_BUILT(
      "aio=io_uring was specified, but is not supported in this build.",
      "raw_open_common",
      Reasons.BUILD),
  BLKDEBUG_FILE_NAME(
      "blkdebug requires both config file and image path",
      "blkdebug_parse_filename",
      Reasons.NO_PROTOCOL_NAMES),
  BLKVERIFY_FILE_NAME(
      "blkverify requires raw copy and original image path",
      "blkverify_parse_filename",
      Reasons.NO_PROTOCOL_NAMES),
  NUMBER_TEXT_TOO_LARGE(
      "Value '%s' is too large for parameter '%s'", "parse_option_number", Reasons.SCHEMA_NUMBERS),
  SIZE_TEXT_OUT_OF_RANGE(
      "Value '%s' is out of range for parameter '%s'", "parse_option_size", Reasons.SCHEMA_NUMBERS),
  PREALLOCATED_LENGTH_NOT_READ(
      "Failed to get file length", "preallocate_truncate_to_real_size", Reasons.HOST_IO),
  PREALLOCATION_NOT_DROPPED(
      "Failed to drop preallocation", "preallocate_truncate_to_real_size", Reasons.HOST_IO),
  ZONES_NEED_DIRECT(
      "The driver supports zoned devices, and it requires cache.direct=on, which was not specified.",
      "raw_open_common",
      Reasons.NO_DEVICES),
  DISCARD_ALIGNMENT_UNEVEN(
      "Invalid pdiscard_alignment limit %d is not a multiple of request_alignment %d",
      "raw_refresh_limits", Reasons.NO_DEVICES),
  LOGICAL_BLOCK_SIZE_NOT_PROBED(
      "Failed to probe logical block size: %s", "raw_refresh_limits", Reasons.NO_DEVICES),
  IO_URING_NOT_AVAILABLE(
      "aio=io_uring was specified, but is not available (disabled via io_uring_disabled sysctl or"
          + " blocked by container runtime seccomp policy?)",
      "raw_open_common",
      Reasons.HOST_LIMITS),
  ALIGNMENT_TOO_LARGE(
      "Driver requires too large request alignment", "bdrv_refresh_limits", Reasons.DRIVERS_KNOW),
  TARGET_CLUSTERS_UNKNOWN(
      "Couldn't determine the cluster size of the target image, which has no backing file",
      "block_copy_calculate_cluster_size",
      Reasons.HOST_IO),
  NBD_BITMAP_NOT_FOUND(
      "requested x-dirty-bitmap %s not found", "nbd_handle_updated_info", Reasons.NOT_HANDED_ON),
  NBD_EXPORT_IS_READ_ONLY(
      "NBD export is read-only", "nbd_handle_updated_info", Reasons.NOT_HANDED_ON),
  NBD_SERVER_TWICE(
      "Cannot use 'server' and path/host/port at the same time",
      "nbd_process_legacy_socket_options",
      Reasons.NO_PROTOCOL_NAMES),
  NBD_PATH_AND_HOST(
      "path and host may not be used at the same time",
      "nbd_process_legacy_socket_options",
      Reasons.NO_PROTOCOL_NAMES),
  NBD_PORT_ALONE(
      "port may not be used without host",
      "nbd_process_legacy_socket_options",
      Reasons.NO_PROTOCOL_NAMES),
  NBD_OPTION_WITH_FILE_NAME(
      "Option '%s' cannot be used with a file name",
      "nbd_has_filename_options_conflict", Reasons.NO_PROTOCOL_NAMES),
  NBD_URL_INVALID("No valid URL specified", "nbd_parse_filename", Reasons.NO_PROTOCOL_NAMES),
  NBD_FILE_NAME(
      "File name string for NBD must start with 'nbd:'",
      "nbd_parse_filename",
      Reasons.NO_PROTOCOL_NAMES),
  NBD_SERVER_MISSING("NBD server address missing", "nbd_config", Reasons.SCHEMA_DEMANDS),
  LIST_AND_KEYS_MIXED("Cannot mix list and non-list keys", "qdict_is_list", Reasons.SCHEMA_NUMBERS);

  private final String form;
  private final String source;
  private final String reason;

  Unreachable(String form, String source, String reason) {
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
    private static final String SCHEMA_NAMES_DRIVERS =
        "the schema demands a driver, and one of its list";
    private static final String SCHEMA_DEMANDS = "the schema demands the option";
    private static final String SCHEMA_VALUES = "the schema lets no other value through";
    private static final String SCHEMA_NUMBERS =
        "the schema lets numbers and lists through, not their texts";
    private static final String BACKING_FORMATS =
        "qemu-img writes no backing format that it does not know";
    private static final String NO_PROBING =
        "qemu-img writes no backing file without its format, and options name a driver";
    private static final String NO_PROTOCOL_NAMES =
        "file names with a protocol come from -drive and from headers that are not modelled";
    private static final String WHITELIST = "needs a QEMU built with a list of allowed drivers";
    private static final String DRIVE = "comes of -drive only (copy-on-read, snapshot)";
    private static final String REOPEN_IGNORES = "blockdev-reopen asks for this to be passed over";
    private static final String DRIVER_ASKED = "only a driver with backing files is asked for one";
    private static final String DRIVERS_TELL = "every driver that refuses says why";
    private static final String HOST_IO = "needs a host that fails to read, write or lock";
    private static final String LOCK_RACE = "needs another process that locks at that moment";
    private static final String HOST_LIMITS = "depends on the host's memory and kernel";
    private static final String MODES =
        "a scenario makes no file that its own user may not open, and root may open all";
    private static final String NO_LINKS = "a scenario makes no symbolic link";
    private static final String NO_DEVICES = "needs a device of the host, which is never touched";
    private static final String BUILD = "needs a QEMU built without it";
    private static final String DRIVERS_KNOW = "no driver here asks for so much";
    private static final String NOT_HANDED_ON =
        "the function that says so is called by one that throws its reason away";

    private Reasons() {}
  }
}
