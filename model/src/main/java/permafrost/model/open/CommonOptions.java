package permafrost.model.open;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import permafrost.model.Rulebook;
import permafrost.model.graph.DetectZeroes;
import permafrost.model.graph.Flags;
import permafrost.model.graph.Role;
import permafrost.model.options.QDict;

/** The options that every block node has. Source: {@code bdrv_runtime_opts}. */
public final class CommonOptions {

  private static final TextNode ON = TextNode.valueOf("on");
  private static final TextNode OFF = TextNode.valueOf("off");
  private static final TextNode UNMAP = TextNode.valueOf("unmap");
  private static final String[] TAKEN = {
    "cache.direct", "cache.no-flush", "read-only", "auto-read-only", "discard", "detect-zeroes"
  };

  private CommonOptions() {}

  /** What {@code blockdev-add} sets where its user says nothing. Source: {@code bds_tree_init}. */
  static void defaultsOfRoot(QDict options) {
    options.putIfAbsent("cache.direct", OFF);
    options.putIfAbsent("cache.no-flush", OFF);
    options.putIfAbsent("read-only", OFF);
    options.putIfAbsent("auto-read-only", BooleanNode.FALSE);
  }

  /** What a child takes from its parent. Source: {@code bdrv_inherited_options}. */
  public static void inherit(QDict options, Role role, QDict parent) {
    options.inherit(parent, "cache.direct");
    options.inherit(parent, "cache.no-flush");
    options.inherit(parent, "force-share");
    if (role == Role.COW) {
      options.putIfAbsent("read-only", ON);
      options.putIfAbsent("auto-read-only", OFF);
    } else {
      options.inherit(parent, "read-only");
      options.inherit(parent, "auto-read-only");
    }
    options.putIfAbsent("discard", UNMAP);
  }

  /** The flags that the options give. Source: {@code update_flags_from_options}. */
  public static Flags flags(QDict options) {
    return new Flags(
        options.truth("read-only"),
        options.truth("auto-read-only"),
        options.truth("cache.direct"),
        options.truth("cache.no-flush"),
        options.text("discard", "ignore").equals("unmap"));
  }

  /** Whether the options ask for an inactive node, or none says so and the parent hands it down. */
  static boolean inactive(QDict options, boolean inherited) {
    return options.has("active") ? !options.truth("active") : inherited;
  }

  /** Source: {@code bdrv_parse_detect_zeroes}. */
  public static DetectZeroes detectZeroes(QDict options, Flags flags, Rulebook rulebook) {
    DetectZeroes value = DetectZeroes.named(options.text("detect-zeroes", "off"));
    if (value == DetectZeroes.UNMAP && !flags.unmap()) {
      rulebook.refuse(OpenRefusal.DETECT_ZEROES_NEEDS_UNMAP);
    }
    return value;
  }

  /** Takes out what has been dealt with; name, driver and force-share stay. */
  public static void take(QDict options) {
    for (String key : TAKEN) {
      options.remove(key);
    }
  }
}
