package permafrost.model.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
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
        rulebook.refuse(OpenRefusal.BLKDEBUG_CONFIG_NOT_FOUND);
      }
      if (files.at(config).filter(Image.Folder.class::isInstance).isPresent()) {
        rulebook.refuse(OpenRefusal.BLKDEBUG_CONFIG_IS_FOLDER);
      }
      throw new OutsideModel("blkdebug with a config file");
    }
    if (options.hasPrefix("inject-error.") || options.hasPrefix("set-state.")) {
      throw new OutsideModel("blkdebug with rules");
    }
    return new DriverState.Blkdebug(
        permissions(options, "take-child-perms."),
        permissions(options, "unshare-child-perms."),
        Math.max(1, options.number("align", 0)));
  }

  /**
   * Refuses an alignment that is no power of two, or 2 GiB and more, and limits that are no
   * multiple of it.
   *
   * @param below how requests to the child must be aligned, in bytes
   */
  public static void refuseLimits(QDict options, long below, Rulebook rulebook) {
    long own = options.number("align", 0);
    if (own != 0 && (own >= Integer.MAX_VALUE || Long.bitCount(own) != 1)) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_ALIGNMENT, own);
    }
    long align = Math.max(own, below);
    limit(options, "max-transfer", align, rulebook);
    long zero = limit(options, "opt-write-zero", align, rulebook);
    limit(options, "max-write-zero", Math.max(align, zero), rulebook);
    long discard = limit(options, "opt-discard", align, rulebook);
    limit(options, "max-discard", Math.max(align, discard), rulebook);
  }

  private static long limit(QDict options, String name, long align, Rulebook rulebook) {
    long limit = options.number(name, 0);
    if (limit >= Integer.MAX_VALUE || limit % align != 0) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_LIMIT, name, limit);
    }
    return limit;
  }

  /** Source: {@code blkdebug_parse_perm_list}. */
  private static int permissions(QDict options, String prefix) {
    QDict list = options.extract(prefix);
    List<String> names = new ArrayList<>();
    list.keys().forEach(key -> names.add(list.text(key, "")));
    return Perm.ofQapi(names);
  }
}
