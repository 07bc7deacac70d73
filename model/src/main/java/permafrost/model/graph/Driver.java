package permafrost.model.graph;

import java.util.Optional;

/** The block drivers that the model knows. Source: each driver's {@code BlockDriver} table. */
public enum Driver {
  FILE("file", Kind.PROTOCOL, true),
  NULL_CO("null-co", Kind.PROTOCOL, true),
  NULL_AIO("null-aio", Kind.PROTOCOL, true),
  RAW("raw", Kind.FORMAT, true),
  QCOW2("qcow2", Kind.FORMAT, true),
  THROTTLE("throttle", Kind.FILTER, true),
  COPY_ON_READ("copy-on-read", Kind.FILTER, false),
  COMPRESS("compress", Kind.FILTER, false);

  private enum Kind {
    PROTOCOL,
    FORMAT,
    FILTER
  }

  private final String qapiName;
  private final Kind kind;
  private final boolean reopens;

  Driver(String qapiName, Kind kind, boolean reopens) {
    this.qapiName = qapiName;
    this.kind = kind;
    this.reopens = reopens;
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

  /** Whether it ends a chain downwards: it has no {@code file} child. */
  public boolean isProtocol() {
    return kind == Kind.PROTOCOL;
  }

  public boolean isFormat() {
    return kind == Kind.FORMAT;
  }

  public boolean isFilter() {
    return kind == Kind.FILTER;
  }

  /** Whether nodes of this driver can have a backing file. */
  public boolean supportsBacking() {
    return this == QCOW2;
  }

  /** Whether it has a {@code bdrv_reopen_prepare}. */
  public boolean supportsReopen() {
    return reopens;
  }

  /** Whether it can write compressed clusters, itself or through its child. */
  public boolean canCompress() {
    return this == QCOW2 || this == THROTTLE || this == COPY_ON_READ;
  }

  /** Whether a node's size is asked of the driver each time and not remembered. */
  public boolean hasVariableLength() {
    return this == RAW || this == COPY_ON_READ || this == COMPRESS;
  }
}
