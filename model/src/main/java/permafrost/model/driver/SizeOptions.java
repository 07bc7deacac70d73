package permafrost.model.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import permafrost.model.Rulebook;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** Options that are sizes in bytes. */
public final class SizeOptions {

  private SizeOptions() {}

  /**
   * Refuses the first negative one, in QEMU's order of iteration. Source: {@code
   * qemu_opts_absorb_qdict}, {@code parse_option_size}.
   */
  public static void refuseNegative(QDict options, Set<String> sizes, Rulebook rulebook) {
    boolean negative = false;
    for (String key : sizes) {
      negative |= isNegative(options.get(key));
    }
    if (!negative) {
      return;
    }
    for (String key : options.keysInQemuOrder()) {
      if (sizes.contains(key) && isNegative(options.get(key))) {
        rulebook.refuse(OpenRefusal.SIZE_OPTION_NEGATIVE, key, options.get(key));
      }
    }
  }

  private static boolean isNegative(JsonNode value) {
    return value != null && value.isIntegralNumber() && value.longValue() < 0;
  }
}
