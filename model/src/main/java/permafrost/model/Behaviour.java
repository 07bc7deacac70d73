package permafrost.model;

/**
 * One difference between released QEMUs that is meant: which versions have it, and why. What a
 * released QEMU gets wrong is a known divergence, never one of these.
 */
public enum Behaviour {
  /** Several entries of one reopen: the permissions of the first one are checked first. */
  REOPEN_CHECKS_FIRST_ENTRY_FIRST(8, 0, 0, "the list of nodes to refresh is built in queue order"),

  /** A filter that was taken out of the graph keeps its child until it goes itself. */
  DROPPED_FILTER_KEEPS_CHILD(10, 0, 10, "it is still shown while a concluded job holds it"),

  /** A negative size is refused as out of range, with its value. */
  NEGATIVE_SIZE_IS_OUT_OF_RANGE(8, 1, 0, "qemu_strtosz tells ERANGE from EINVAL"),

  /** Nodes can be inactive: an option says so, {@code blockdev-set-active} changes it. */
  NODES_CAN_BE_INACTIVE(10, 0, 0, "so that the target of a migration can open an image early"),

  /** qcow2 has {@code discard-no-unref}. */
  QCOW2_DISCARDS_WITHOUT_UNREF(8, 1, 0, "so that a preallocated image is not fragmented"),

  /** {@code query-named-block-nodes} shows of a file node what its driver knows. */
  FILE_NODES_SHOW_SPECIFICS(8, 0, 0, "the extent size hint was only in a text for people"),

  /** A configuration file of blkdebug that is not there is named in the error. */
  BLKDEBUG_NAMES_ITS_CONFIG(11, 0, 0, "error_setg_file_open writes all such texts"),

  /** The {@code iothread} of an export may be a list. */
  EXPORTS_TAKE_SEVERAL_IOTHREADS(10, 1, 0, "so that the queues of one device spread over threads"),

  /** A throttle group says itself why it can not be deleted. */
  GROUP_REFUSES_ITS_DELETION(11, 1, 0, "UserCreatableClass has prepare_delete, with an error"),

  /** {@code query-named-block-nodes} shows the children of each node, the newest first. */
  NODES_SHOW_CHILDREN(11, 0, 0, "so that a client need not guess them from file names"),

  /** {@code query-named-block-nodes} shows the I/O limits of each node. */
  NODES_SHOW_LIMITS(11, 0, 0, "so that a client can see what requests a node takes"),

  /** A node whose image was found to be corrupt has no driver; it was used before nevertheless. */
  REOPEN_REFUSES_NODE_WITHOUT_DRIVER(11, 0, 0, "the daemon died of it"),

  /** A copy-before-write filter that is used reads what it filters, even where no one writes. */
  COPY_BEFORE_WRITE_ALWAYS_READS(9, 1, 0, "its copying may begin before the first writer comes"),

  /** A copy-before-write filter keeps the bitmap of what is to be copied, not its file. */
  COPY_BEFORE_WRITE_KEEPS_COPY_BITMAP(9, 1, 0, "what it filters may be gone before it is closed"),

  /**
   * A preallocate filter that no one writes to any more keeps writing and resizing to itself until
   * the command is done.
   */
  PREALLOCATE_LETS_GO_LATER(8, 2, 0, "cutting off what was preallocated is I/O, done afterwards"),

  /** All is drained before an image that is refused lets its data file go. */
  REFUSED_IMAGE_DRAINS(10, 1, 0, "a child only goes while the graph is drained"),

  /** The end of an export waits, so that of several the newest ends first. */
  EXPORT_END_WAITS(8, 2, 0, "the graph lock is taken with all of the graph drained"),
  /** {@code block_resize} of a node that is not to be resized says who forbids it. */
  RESIZE_NAMES_BLOCKER(10, 0, 0, "bdrv_op_is_blocked reports the error itself"),

  /** A disk that cannot move to its bus's iothread works from where it is. */
  DISK_STAYS_IN_ITS_CONTEXT(9, 2, 0, "several AioContexts may use one block backend"),
  /** Any id of a device is taken, and values keep their JSON type. */
  DEVICE_ADD_TAKES_JSON(9, 2, 0, "device_add no longer makes QemuOpts of its arguments"),
  /** An id of a device is looked at by {@code device_add} itself. */
  DEVICE_ID_CHECKED_LATE(11, 0, 0, "without QemuOpts nobody looked at it"),

  /** A look-up of a device does not speak of hotplug. */
  DEVICES_ARE_FOUND_ALIKE(9, 1, 0, "commands other than device_del look devices up, too"),

  /** {@code query-blockstats} counts zone appends. */
  ZONE_APPENDS_ARE_COUNTED(8, 1, 0, "zoned devices are emulated from then on"),

  /** The filter of a mirror notes what is written, and not the source. */
  MIRROR_FILTER_TRACKS(8, 2, 0, "so that copy-mode can change without a drain"),

  /** A job that waits for its speed limit goes on waiting when a drain wakes it. */
  LIMITED_JOB_SLEEPS_ON(8, 2, 0, "the delay is worked out again after each sleep"),

  /** Mirror does not write zeroes where the target has them. */
  MIRROR_SKIPS_ZEROES(10, 1, 0, "so that a sparse target stays sparse"),

  /** An intermediate commit does not read what reads as zeroes. */
  COMMIT_WRITES_ZEROES(10, 0, 0, "so that a sparse base stays sparse"),

  /** The storage daemon has {@code object-add}, and takes JSON for {@code --object}. */
  DAEMON_ADDS_OBJECTS(6, 0, 0, "QAPI describes objects"),

  /** {@code encryption_key_missing} is shown no more. */
  ENCRYPTION_KEY_IS_NEVER_MISSING(6, 0, 0, "an encrypted image without its key is not opened"),

  /** No permission {@code graph-mod} is taken or shared any more. */
  GRAPH_MOD_IS_GONE(7, 0, 0, "nobody ever checked it"),

  /** A reopen may replace {@code file}, and not only {@code backing}. */
  REOPEN_REPLACES_FILE(6, 1, 0, "the same may be done with both children"),

  /** Errors speak of all nodes in the same way. */
  NODES_ARE_SPOKEN_OF_ALIKE(6, 1, 0, "a user is to see which option was meant"),

  /** An error about permissions tells both sides. */
  CONFLICTS_NAME_BOTH_SIDES(6, 1, 0, "permissions are checked once the whole graph is changed"),

  /** Copy-before-write and backups take {@code min-cluster-size}. */
  COPYING_TAKES_CLUSTER_SIZE(9, 2, 0, "so that fleecing goes to images of larger clusters"),

  /** A job takes the verb {@code change}: there is {@code block-job-change}. */
  JOBS_CAN_BE_CHANGED(8, 2, 0, "a mirror may go on in another copy mode");

  private final QemuVersion since;
  private final String reason;

  Behaviour(int major, int minor, int micro, String reason) {
    this.since = new QemuVersion(major, minor, micro);
    this.reason = reason;
  }

  /** Whether a QEMU of this version does so. */
  public boolean holdsFor(QemuVersion version) {
    return version.compareTo(since) >= 0;
  }

  /** Why, in a few words. */
  public String reason() {
    return reason;
  }
}
