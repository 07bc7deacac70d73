package permafrost.model.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** The options of a blkdebug filter. Source: {@code blkdebug_open}. */
public final class Blkdebug {

  /** The options that are sizes in bytes. */
  public static final Set<String> SIZES =
      Set.of(
          "align",
          "max-transfer",
          "opt-write-zero",
          "max-write-zero",
          "opt-discard",
          "max-discard");

  private static final String EMPTY_CONFIG = "/dev/null";

  private Blkdebug() {}

  /** Reads the configuration and the permissions that it changes. */
  public static DriverState.Blkdebug read(QDict options, Files files, Rulebook rulebook) {
    String config = options.text("config", EMPTY_CONFIG);
    if (!config.equals(EMPTY_CONFIG)) {
      if (files.at(config).isEmpty()) {
        rulebook.refuse(OpenRefusal.BLKDEBUG_CONFIG_NOT_FOUND, config);
      }
      throw new OutsideModel("blkdebug with a config file");
    }
    if (options.hasPrefix("inject-error.") || options.hasPrefix("set-state.")) {
      throw new OutsideModel("blkdebug with rules");
    }
    for (String size : SIZES) {
      if (!size.equals("align") && options.number(size, 0) != 0) {
        throw new OutsideModel("blkdebug with " + size);
      }
    }
    return new DriverState.Blkdebug(
        permissions(options, "take-child-perms."),
        permissions(options, "unshare-child-perms."),
        Math.max(1, options.number("align", 0)));
  }

  /** Refuses an alignment that is no power of two, or 2 GiB and more. */
  public static void refuseAlignment(QDict options, Rulebook rulebook) {
    long align = options.number("align", 0);
    if (align != 0 && (align >= Integer.MAX_VALUE || Long.bitCount(align) != 1)) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_ALIGNMENT, align);
    }
  }

  /** Source: {@code blkdebug_parse_perm_list}. */
  private static int permissions(QDict options, String prefix) {
    QDict list = options.extract(prefix);
    List<String> names = new ArrayList<>();
    list.keys().forEach(key -> names.add(list.text(key, "")));
    return Perm.ofQapi(names);
  }
}
