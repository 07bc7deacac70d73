package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The options of a new node that are no children, with values that are allowed. */
final class PlainOptions {

  private final Dice dice;

  PlainOptions(Dice dice) {
    this.dice = dice;
  }

  /** At times, one that every node has. */
  void common(ObjectNode options, boolean readOnly) {
    if (dice.percent(85)) {
      return;
    }
    switch (dice.below(7)) {
      case 0 -> options.putObject("cache").put("no-flush", true);
      case 1 -> options.put("discard", dice.oneOf("unmap", "ignore"));
      case 2 -> options.put("detect-zeroes", dice.oneOf("on", "off"));
      case 3 -> options.put("discard", "unmap").put("detect-zeroes", "unmap");
      case 4 -> options.put("auto-read-only", true);
      case 5 -> {
        if (readOnly) {
          options.put("force-share", true);
        }
      }
      default -> options.putObject("cache").put("direct", dice.percent(10));
    }
  }

  /** Those of a file. */
  ObjectNode file(ObjectNode options, String path) {
    if (dice.percent(6)) {
      options.put("locking", dice.oneOf("on", "off", "auto"));
    }
    if (dice.percent(4)) {
      options.put("aio", "threads");
    }
    if (dice.percent(3)) {
      options.put(dice.oneOf("drop-cache", "x-check-cache-dropped"), dice.percent(50));
    }
    if (dice.percent(2)) {
      options.put("aio-max-batch", dice.oneOf(0, 1, 100));
    }
    return options.put("filename", dice.percent(4) ? "./" + path : path);
  }

  /** Those of a device without contents; sizes in bytes. */
  ObjectNode nullDevice(ObjectNode options) {
    if (dice.percent(50)) {
      options.put("size", dice.oneOf(0, 512, 4096, 1000, 1 << 20, 1 << 21));
    }
    if (dice.percent(20)) {
      options.put("read-zeroes", dice.percent(70));
    }
    return options;
  }

  /** Those of an NBD client beyond where it connects to; times in seconds. */
  void nbd(ObjectNode options) {
    if (dice.percent(10)) {
      options.put("reconnect-delay", dice.oneOf(0, 1));
    }
    if (dice.percent(5)) {
      options.put("open-timeout", 0);
    }
    if (dice.percent(5)) {
      options.put("tls-hostname", "h");
    }
    if (dice.percent(5)) {
      options.put("x-dirty-bitmap", "base:allocation");
    }
  }

  /** The part that a raw node shows, in bytes. */
  ObjectNode raw(ObjectNode options) {
    if (dice.percent(25)) {
      options.put("offset", dice.oneOf(0, 512, 65536));
    }
    if (dice.percent(25)) {
      options.put("size", dice.oneOf(0, 512, 4096));
    }
    return options;
  }

  /** Permissions and alignment, in bytes, that a filter asks for. */
  void blkdebug(ObjectNode options) {
    if (dice.percent(30)) {
      options.putArray("take-child-perms").add(permission());
    }
    if (dice.percent(30)) {
      options.putArray("unshare-child-perms").add(permission());
    }
    if (dice.percent(10)) {
      options.put("align", dice.oneOf(0, 512, 1024, 4096));
    }
    if (dice.percent(10)) {
      options.put(dice.oneOf("max-transfer", "opt-discard", "max-discard"), dice.oneOf(0, 65536));
    }
    if (dice.percent(15)) {
      options.put("config", ConfigFile.any(dice, false).path());
    }
    if (dice.percent(15)) {
      rules(options);
    }
  }

  private String permission() {
    return dice.oneOf("consistent-read", "write", "write-unchanged", "resize");
  }

  private void rules(ObjectNode options) {
    ObjectNode error = options.putArray("inject-error").addObject();
    error.put("event", dice.oneOf("l2_load", "read_aio", "pwritev", "cluster_alloc"));
    if (dice.percent(50)) {
      error.put("errno", 5).put("once", dice.percent(50)).put("sector", dice.oneOf(-1, 0, 8));
    }
    if (dice.percent(50)) {
      ObjectNode state = options.putArray("set-state").addObject();
      state.put("event", dice.oneOf("none", "l2_load")).put("new_state", 2).put("state", 1);
    }
  }

  /** Where a filter is to lay out space, in bytes. */
  ObjectNode preallocate(ObjectNode options) {
    if (dice.percent(40)) {
      options.put("prealloc-align", dice.oneOf(0, 512, 4096, 1 << 20));
    }
    if (dice.percent(30)) {
      options.put("prealloc-size", dice.oneOf(0, 1000, 1 << 20));
    }
    return options;
  }
}
