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
  }

  private String permission() {
    return dice.oneOf("consistent-read", "write", "write-unchanged", "resize");
  }
}
