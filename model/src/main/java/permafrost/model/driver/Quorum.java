package permafrost.model.driver;

import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** The options of a quorum. Source: {@code quorum_open}. */
public final class Quorum {

  private Quorum() {}

  /** How many children are given. Source: {@code qdict_array_entries}. */
  public static int voters(QDict options) {
    int voters = 0;
    while (options.has("children." + voters) || options.hasPrefix("children." + voters + ".")) {
      voters++;
    }
    return voters;
  }

  /** Checks the options against the number of children. */
  public static DriverState.Quorum checked(QDict options, int voters, Rulebook rulebook) {
    if (voters < 1) {
      rulebook.refuse(OpenRefusal.QUORUM_WITHOUT_CHILDREN);
    }
    int threshold = (int) options.number("vote-threshold", 0);
    if (threshold < 1) {
      rulebook.refuse(OpenRefusal.QUORUM_THRESHOLD_TOO_SMALL);
    }
    if (threshold > voters) {
      rulebook.refuse(OpenRefusal.QUORUM_THRESHOLD_TOO_LARGE);
    }
    if (!options.text("read-pattern", "quorum").equals("quorum")) {
      return new DriverState.Quorum(false, false, threshold, voters);
    }
    boolean verifies = options.truth("blkverify");
    if (verifies && (voters != 2 || threshold != 2)) {
      rulebook.refuse(OpenRefusal.QUORUM_BLKVERIFY_NEEDS_TWO);
    }
    boolean rewrites = options.truth("rewrite-corrupted");
    if (rewrites && verifies) {
      rulebook.refuse(OpenRefusal.QUORUM_REWRITE_WITH_BLKVERIFY);
    }
    return new DriverState.Quorum(rewrites, verifies, threshold, voters);
  }
}
