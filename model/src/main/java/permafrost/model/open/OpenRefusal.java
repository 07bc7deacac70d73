package permafrost.model.open;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses to open a node. */
public enum OpenRefusal implements Refusal {
  NODE_NAME_MISSING("'node-name' must be specified for the root node", "qmp_blockdev_add"),
  REFERENCE_NOT_FOUND("Cannot find device=%s nor node_name=%s", "bdrv_lookup_bs") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "Cannot find device='%s' nor node-name='%s'"));
    }
  },
  REFERENCE_WITH_FILE_NAME(
      "Cannot reference an existing block device with additional options or a new filename",
      "bdrv_open_inherit"),
  FILE_NAME_TWICE(
      "Can't specify 'file' and 'filename' options at the same time", "bdrv_fill_options"),
  NULL_FILE_NAME(
      "The only allowed filename for this driver is '%s://'",
      "null_co_parse_filename, null_aio_parse_filename"),
  FORCE_SHARE_NEEDS_READ_ONLY(
      "force-share=on can only be used with read-only images", "bdrv_open_common"),
  FILE_NAME_REQUIRED("The '%s' block driver requires a file name", "bdrv_open_common"),
  DETECT_ZEROES_NEEDS_UNMAP(
      "setting detect-zeroes to unmap is not allowed without setting discard operation to unmap",
      "bdrv_parse_detect_zeroes"),
  NODE_NAME_INVALID("Invalid node name", "bdrv_assign_node_name") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "Invalid node-name: '%s'"));
    }
  },
  NODE_NAME_IS_DEVICE("node-name=%s is conflicting with a device id", "bdrv_assign_node_name"),
  BACKEND_WITHOUT_MEDIUM("Device '%s' has no medium", "bdrv_lookup_bs"),
  NODE_NAME_TAKEN("Duplicate node name", "bdrv_assign_node_name") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "Duplicate nodes with node-name='%s'"));
    }
  },
  NODE_NAME_TOO_LONG("Node name too long", "bdrv_assign_node_name"),
  SIZE_OPTION_NEGATIVE(
      "Parameter '%s' expects a non-negative number below 2^64", "parse_option_size") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NEGATIVE_SIZE_IS_OUT_OF_RANGE,
              "Value '%2$s' is out of range for parameter '%1$s'"));
    }
  },
  LENGTH_TOO_LARGE("Could not refresh total sector count: File too large", "bdrv_open_driver"),
  LENGTH_NOT_READ("Could not refresh total sector count: Input/output error", "bdrv_open_driver"),
  BLKDEBUG_CONFIG_NOT_FOUND(
      "Could not read blkdebug config file: No such file or directory", "read_config") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.BLKDEBUG_NAMES_ITS_CONFIG,
              "Could not open '%s': No such file or directory"));
    }
  },
  BLKDEBUG_ALIGNMENT("Cannot meet constraints with %s %d", "blkdebug_open"),
  QUORUM_WITHOUT_CHILDREN("Number of provided children must be 1 or more", "quorum_open"),
  QUORUM_THRESHOLD_TOO_SMALL(
      "Parameter 'vote-threshold' expects a value >= 1", "quorum_valid_threshold"),
  QUORUM_THRESHOLD_TOO_LARGE("threshold may not exceed children count", "quorum_valid_threshold"),
  QUORUM_BLKVERIFY_NEEDS_TWO(
      "blkverify=on can only be set if there are exactly two files and vote-threshold is 2",
      "quorum_open"),
  QUORUM_REWRITE_WITH_BLKVERIFY(
      "rewrite-corrupted=on cannot be used with blkverify=on", "quorum_open"),
  BASE_FOLDER_MISSING(
      "Cannot generate a base directory for %s nodes", "blkverify_dirname, bdrv_dirname"),
  CYCLE("Making '%s' a %s child of '%s' would create a cycle", "bdrv_attach_child_noperm"),
  PR_MANAGER_NOT_FOUND("No persistent reservation manager with id '%s'", "pr_manager_lookup"),
  PR_MANAGER_OTHER_TYPE(
      "Object with id '%s' is not a persistent reservation manager", "pr_manager_lookup"),
  FILE_NOT_FOUND("Could not open '%s': No such file or directory", "raw_open_common"),
  /** Through what is no folder, or by too long a name. */
  FILE_BARRED("Could not open '%s': %s", "raw_open_common"),
  FILE_IS_FOLDER("Could not open '%s': Is a directory", "raw_open_common"),
  FOLDER_WITHOUT_DIRECT(
      "Could not open '%s': filesystem does not support O_DIRECT", "qemu_open_internal"),
  FILE_NOT_REGULAR("'%s' driver requires '%s' to be a regular file", "raw_open_common"),
  FILE_NO_DEVICE(
      "'%s' driver requires '%s' to be either a character or block device", "raw_open_common"),
  NATIVE_AIO_NEEDS_DIRECT(
      "aio=native was specified, but it requires cache.direct=on, which was not specified.",
      "raw_open_common"),
  LATENCY_INVALID("latency-ns is invalid", "null_file_open"),
  RAW_OFFSET_TOO_LARGE(
      "Offset (%d) cannot be greater than size of the containing file (%d)", "raw_apply_options"),
  RAW_SIZE_TOO_LARGE(
      "The sum of offset (%d) and size (%d) has to be smaller or equal to the  actual size of the"
          + " containing file (%d)",
      "raw_apply_options"),
  RAW_SIZE_UNALIGNED("Specified size is not multiple of %d", "raw_apply_options"),
  THROTTLE_GROUP_NOT_FOUND("Throttle group '%s' does not exist", "throttle_parse_options"),
  PREALLOCATION_UNALIGNED(
      "prealloc-align parameter of preallocate filter is not aligned to %d",
      "preallocate_absorb_opts"),
  PREALLOCATION_UNALIGNED_BELOW(
      "prealloc-align parameter of preallocate filter is not aligned to underlying node request"
          + " alignment (%d)",
      "preallocate_absorb_opts"),
  BITMAP_NODE_NOT_FOUND("Node '%s' not found", "block_dirty_bitmap_lookup"),
  BITMAP_NOT_FOUND("Dirty bitmap '%s' not found", "block_dirty_bitmap_lookup"),
  MIN_CLUSTER_SIZE_TOO_LARGE(
      "Cannot create block-copy-state: min-cluster-size too large: %s > 9223372036854775807",
      "block_copy_state_new"),
  MIN_CLUSTER_SIZE_UNEVEN(
      "Cannot create block-copy-state: min-cluster-size needs to be a power of 2",
      "block_copy_state_new"),
  COMPRESSION_UNSUPPORTED(
      "Compression is not supported for underlying format: %s", "compress_open"),
  BOTTOM_NOT_FOUND("Bottom node '%s' not found", "cor_open"),
  BOTTOM_IS_FILTER("Bottom node '%s' is a filter", "cor_open"),
  /** What QEMU says of the same fault in {@code block-stream}; {@code cor_open} does not check. */
  BOTTOM_NOT_IN_CHAIN("Node '%s' is not in a chain starting from '%s'", "qmp_block_stream"),
  FORMAT_OPTION_UNSUPPORTED(
      "Block format '%s' does not support the option '%s'", "bdrv_open_inherit"),
  PROTOCOL_OPTION_UNSUPPORTED(
      "Block protocol '%s' doesn't support the option '%s'", "bdrv_open_inherit"),
  LINK_FROZEN("Cannot change '%s' link from '%s' to '%s'", "bdrv_is_backing_chain_frozen"),
  LINK_NEVER_FROZEN("Cannot freeze '%s' link to '%s'", "bdrv_freeze_backing_chain"),
  LINK_TO_FROZEN("Cannot change '%s' link to '%s'", "bdrv_replace_node_noperm"),
  LINK_STAYS("Should not change '%s' link to '%s'", "bdrv_replace_node_noperm");

  private final String form;
  private final String source;

  OpenRefusal(String form, String source) {
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
  public Optional<String> unreachable() {
    return this == BOTTOM_NOT_IN_CHAIN
        ? Optional.of("QEMU goes round in circles instead: a known divergence")
        : Optional.empty();
  }

  @Override
  public Optional<Behaviour> needs() {
    return this == MIN_CLUSTER_SIZE_TOO_LARGE || this == MIN_CLUSTER_SIZE_UNEVEN
        ? Optional.of(Behaviour.COPYING_TAKES_CLUSTER_SIZE)
        : Optional.empty();
  }
}
