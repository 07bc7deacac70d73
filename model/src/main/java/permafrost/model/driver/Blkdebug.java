package permafrost.model.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Perm;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** The options of a blkdebug filter, but for its rules. Source: {@code blkdebug_open}. */
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

  private Blkdebug() {}

  /** Reads the permissions that it changes, and its alignment. */
  public static DriverState.Blkdebug read(QDict options, BlkdebugRules rules) {
    return new DriverState.Blkdebug(
        permissions(options, "take-child-perms."),
        permissions(options, "unshare-child-perms."),
        Math.max(1, options.number("align", 0)),
        rules.injection());
  }

  /**
   * Refuses an alignment that is no power of two, and limits that are none of its multiples; all
   * must be below 2 GiB.
   *
   * @param below the alignment of the filter's child, in bytes, or {@link RequestAlignment#UNKNOWN}
   */
  public static void refuseUnaligned(QDict options, long below, Rulebook rulebook) {
    long align = options.number("align", 0);
    if (align >= Integer.MAX_VALUE || Long.bitCount(align) > 1) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_ALIGNMENT, "align", align);
    }
    long least = below == RequestAlignment.UNKNOWN ? below : Math.max(align, below);
    limit(options, "max-transfer", least, rulebook);
    long zeroes = limit(options, "opt-write-zero", least, rulebook);
    limit(options, "max-write-zero", larger(zeroes, least), rulebook);
    long discard = limit(options, "opt-discard", least, rulebook);
    limit(options, "max-discard", larger(discard, least), rulebook);
  }

  private static long larger(long limit, long least) {
    return least == RequestAlignment.UNKNOWN ? least : Math.max(limit, least);
  }

  private static long limit(QDict options, String name, long alignment, Rulebook rulebook) {
    long limit = options.number(name, 0);
    if (alignment == RequestAlignment.UNKNOWN) {
      RequestAlignment.refuseToGuess(limit);
    } else if (limit >= Integer.MAX_VALUE || limit != 0 && limit % Math.max(1, alignment) != 0) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_ALIGNMENT, name, limit);
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
