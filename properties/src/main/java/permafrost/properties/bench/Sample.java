package permafrost.properties.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.RealNames;

/**
 * A case to measure with, which agrees to its end.
 *
 * @param plan the case
 * @param naive the same, written the usual way
 */
record Sample(Plan plan, Plan naive) {

  /** Whether its bytes are the same in every run: it names no node by a made-up name. */
  static boolean fits(Plan plan) {
    return plan.unmodelled().isEmpty()
        && plan.exchanges().stream().noneMatch(e -> RealNames.needsReplies(e.sent()));
  }

  /** What goes over the wire, the short way. */
  List<byte[]> wire(RealNames names) {
    return plan.exchanges().stream()
        .map(exchange -> names.toWire(exchange.sent()).getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
