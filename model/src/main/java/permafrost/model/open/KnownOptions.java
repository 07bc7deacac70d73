package permafrost.model.open;

import java.util.HashSet;
import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.Driver;
import permafrost.model.options.QDict;

/**
 * Which options of a node the model knows. A newer QEMU may have more: what they do is not known,
 * even where they seem to do nothing.
 */
public final class KnownOptions {

  private static final Set<String> COMMON =
      Set.of(
          "driver",
          "node-name",
          "active",
          "discard",
          "cache",
          "read-only",
          "auto-read-only",
          "force-share",
          "detect-zeroes");
  private static final Set<String> NULL = Set.of("size", "latency-ns", "read-zeroes");
  private static final Set<String> ALL = all();

  private KnownOptions() {}

  /**
   * Says so where one of the options of a new node is not known.
   *
   * @param options flat
   */
  static void check(Driver driver, QDict options) {
    Set<String> own = of(driver);
    for (String key : options.keys()) {
      String name = name(key);
      if (!COMMON.contains(name) && !own.contains(name)) {
        throw new OutsideModel("option '" + name + "' of " + driver.qapiName());
      }
    }
  }

  /** The same for a node that is reopened, maybe with the options of another driver. */
  public static void checkReopened(Driver driver, QDict options) {
    for (String key : options.keys()) {
      if (!ALL.contains(name(key))) {
        throw new OutsideModel("option '" + name(key) + "' of " + driver.qapiName());
      }
    }
  }

  /**
   * Refuses the first option that no one has taken. The schema lets through only what someone
   * takes, but for empty objects and lists, which stay what they are where all else is flat.
   * Source: {@code bdrv_open_inherit}.
   */
  static void refuseUnused(Driver driver, QDict left, Rulebook rulebook) {
    if (left.keys().stream().noneMatch(key -> left.get(key).isContainerNode())) {
      return;
    }
    for (String key : left.keysInQemuOrder()) {
      if (left.get(key).isContainerNode()) {
        rulebook.refuse(
            driver.isProtocol()
                ? OpenRefusal.PROTOCOL_OPTION_UNSUPPORTED
                : OpenRefusal.FORMAT_OPTION_UNSUPPORTED,
            driver.qapiName(),
            key);
      }
    }
  }

  private static String name(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  private static Set<String> all() {
    Set<String> all = new HashSet<>(COMMON);
    for (Driver driver : Driver.values()) {
      all.addAll(of(driver));
    }
    return Set.copyOf(all);
  }

  private static Set<String> of(Driver driver) {
    return switch (driver) {
      case FILE, HOST_DEVICE, HOST_CDROM ->
          Set.of(
              "filename",
              "pr-manager",
              "locking",
              "aio",
              "aio-max-batch",
              "drop-cache",
              "x-check-cache-dropped");
      case NULL_CO, NULL_AIO -> NULL;
      case NBD ->
          Set.of(
              "server",
              "export",
              "tls-creds",
              "tls-hostname",
              "x-dirty-bitmap",
              "reconnect-delay",
              "open-timeout");
      case RAW -> Set.of("file", "offset", "size");
      case QCOW2 ->
          Set.of(
              "file",
              "backing",
              "lazy-refcounts",
              "pass-discard-request",
              "pass-discard-snapshot",
              "pass-discard-other",
              "discard-no-unref",
              "overlap-check",
              "cache-size",
              "l2-cache-size",
              "l2-cache-entry-size",
              "refcount-cache-size",
              "cache-clean-interval",
              "encrypt",
              "data-file");
      case THROTTLE -> Set.of("file", "throttle-group");
      case COPY_ON_READ -> Set.of("file", "bottom");
      case COMPRESS -> Set.of("file");
      case COMMIT_TOP, MIRROR_TOP -> Set.of();
      case PREALLOCATE -> Set.of("file", "prealloc-align", "prealloc-size");
      case COPY_BEFORE_WRITE ->
          Set.of("file", "target", "bitmap", "on-cbw-error", "cbw-timeout", "min-cluster-size");
      case SNAPSHOT_ACCESS -> Set.of("file");
      case BLKDEBUG ->
          Set.of(
              "image",
              "config",
              "x-image",
              "align",
              "max-transfer",
              "opt-write-zero",
              "max-write-zero",
              "opt-discard",
              "max-discard",
              "inject-error",
              "set-state",
              "take-child-perms",
              "unshare-child-perms");
      case BLKVERIFY -> Set.of("raw", "test");
      case QUORUM ->
          Set.of("children", "vote-threshold", "blkverify", "rewrite-corrupted", "read-pattern");
    };
  }
}
