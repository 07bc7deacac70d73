package permafrost.model.graph;

import java.util.Optional;

/** The block drivers that the model knows. Source: each driver's {@code BlockDriver} table. */
public enum Driver {
  FILE("file", Kind.PROTOCOL, ""),
  HOST_DEVICE("host_device", Kind.PROTOCOL, ""),
  HOST_CDROM("host_cdrom", Kind.PROTOCOL, ""),
  NULL_CO("null-co", Kind.PROTOCOL, ""),
  NULL_AIO("null-aio", Kind.PROTOCOL, ""),
  NBD("nbd", Kind.PROTOCOL, ""),
  RAW("raw", Kind.FORMAT, "file"),
  QCOW2("qcow2", Kind.FORMAT, "file"),
  THROTTLE("throttle", Kind.FILTER, "file"),
  COPY_ON_READ("copy-on-read", Kind.FILTER, "file"),
  COMPRESS("compress", Kind.FILTER, "file"),
  PREALLOCATE("preallocate", Kind.FILTER, "file"),
  COPY_BEFORE_WRITE("copy-before-write", Kind.FILTER, "file"),
  SNAPSHOT_ACCESS("snapshot-access", Kind.FORMAT, "file"),
  BLKDEBUG("blkdebug", Kind.PROTOCOL_FILTER, "image"),
  BLKVERIFY("blkverify", Kind.PROTOCOL_FILTER, "raw"),
  QUORUM("quorum", Kind.MULTIPLEXER, ""),
  /** The filter of a commit job; no user can add one. */
  COMMIT_TOP("commit_top", Kind.JOB_FILTER, "backing"),
  /** The filter of mirror and active commit; no user can add one. */
  MIRROR_TOP("mirror_top", Kind.JOB_FILTER, "backing");

  private enum Kind {
    PROTOCOL,
    FORMAT,
    FILTER,
    PROTOCOL_FILTER,
    JOB_FILTER,
    MULTIPLEXER
  }

  private final String qapiName;
  private final Kind kind;
  private final String primaryChild;

  Driver(String qapiName, Kind kind, String primaryChild) {
    this.qapiName = qapiName;
    this.kind = kind;
    this.primaryChild = primaryChild;
  }

  /** The driver of this QAPI name, or empty where the model does not know it. */
  public static Optional<Driver> named(String name) {
    for (Driver driver : values()) {
      if (driver.qapiName.equals(name)) {
        return Optional.of(driver);
      }
    }
    return Optional.empty();
  }

  /** The name in QAPI and in error texts. */
  public String qapiName() {
    return qapiName;
  }

  /** Whether it has a {@code bdrv_file_open}: no image file is opened below it unasked. */
  public boolean isProtocol() {
    return kind == Kind.PROTOCOL || kind == Kind.PROTOCOL_FILTER;
  }

  /** Whether a child is opened for it, by the name {@code file}, before itself is looked at. */
  public boolean isOpenedOverFile() {
    return primaryChild.equals("file");
  }

  public boolean isFilter() {
    return kind == Kind.FILTER || kind == Kind.PROTOCOL_FILTER || kind == Kind.JOB_FILTER;
  }

  /**
   * The name of the child that is {@code bs->file}, empty where there is none. Source: {@code
   * BDRV_CHILD_PRIMARY}.
   */
  public String primaryChild() {
    return primaryChild;
  }

  /** Whether it opens what has a name on the host. Source: {@code bdrv_needs_filename}. */
  public boolean needsFileName() {
    return this == FILE || this == HOST_DEVICE || this == HOST_CDROM;
  }

  /** Whether nodes of this driver can have a backing file. */
  public boolean supportsBacking() {
    return this == QCOW2;
  }

  /**
   * Whether no link to it can be frozen, so that its job can always take it away. Source: {@code
   * never_freeze}.
   */
  public boolean isNeverFrozen() {
    return this == COMMIT_TOP || this == MIRROR_TOP;
  }

  /** Whether it has a {@code bdrv_reopen_prepare}. */
  public boolean supportsReopen() {
    return switch (this) {
      case FILE,
          HOST_DEVICE,
          HOST_CDROM,
          NULL_CO,
          NULL_AIO,
          NBD,
          RAW,
          QCOW2,
          THROTTLE,
          PREALLOCATE,
          BLKDEBUG ->
          true;
      case COPY_ON_READ,
          COMPRESS,
          COPY_BEFORE_WRITE,
          SNAPSHOT_ACCESS,
          BLKVERIFY,
          QUORUM,
          COMMIT_TOP,
          MIRROR_TOP ->
          false;
    };
  }

  /** Whether it can write compressed clusters, itself or through its child. */
  public boolean canCompress() {
    return this == QCOW2 || this == THROTTLE || this == COPY_ON_READ;
  }
}
