package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Behaviour;

/** The options of a qcow2 node that a reopen may change, with values that are allowed. */
final class Qcow2Options {

  private Qcow2Options() {}

  /** Puts one of them; sizes in bytes, the interval in seconds. */
  static void any(Situation situation, ObjectNode options) {
    Dice dice = situation.dice();
    boolean unref = situation.has(Behaviour.QCOW2_DISCARDS_WITHOUT_UNREF);
    switch (dice.below(unref ? 11 : 10)) {
      case 0 -> options.put("lazy-refcounts", dice.percent(60));
      case 1 -> options.put("pass-discard-request", dice.percent(50));
      case 2 -> options.put("pass-discard-snapshot", dice.percent(50));
      case 3 -> options.put("pass-discard-other", dice.percent(50));
      case 4 -> options.put("overlap-check", dice.oneOf("none", "constant", "cached", "all"));
      case 5 -> options.putObject("overlap-check").put("template", dice.oneOf("none", "all"));
      case 6 -> options.put("cache-size", dice.oneOf(1 << 20, 1 << 21));
      case 7 -> options.put("l2-cache-size", dice.oneOf(0, 65536, 1 << 20));
      case 8 -> options.put("refcount-cache-size", dice.oneOf(0, 262144));
      case 9 -> options.put("cache-clean-interval", dice.oneOf(0, 60));
      default -> options.put("discard-no-unref", dice.percent(60));
    }
  }
}
