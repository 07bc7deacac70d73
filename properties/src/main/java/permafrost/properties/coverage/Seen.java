package permafrost.properties.coverage;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.properties.lockstep.Exchange;
import permafrost.properties.lockstep.Plan;

/**
 * A command whose prediction agreed with what QEMU did.
 *
 * @param before the state in which it was sent
 * @param prediction of it; never unmodelled
 */
public record Seen(State before, Command command, Prediction prediction) {

  /**
   * The commands of a run that agreed.
   *
   * @param steps how many of the plan's own commands agreed
   */
  public static List<Seen> of(Plan plan, int steps) {
    List<Seen> seen = new ArrayList<>();
    if (!(plan.launched() instanceof Prediction.Success launched)) {
      return seen;
    }
    State state = launched.next();
    for (Exchange exchange : plan.exchanges()) {
      if (seen.size() == steps) {
        break;
      }
      if (exchange.isStep()) {
        Seen one = new Seen(state, exchange.sent(), exchange.expected());
        seen.add(one);
        state = one.after();
      }
    }
    return seen;
  }

  /** The state that it leads to. */
  public State after() {
    return switch (prediction) {
      case Prediction.Success success -> success.next();
      case Prediction.Refused refused -> refused.next();
      case Prediction.Unmodelled unmodelled -> before;
    };
  }

  boolean succeeded() {
    return prediction instanceof Prediction.Success;
  }
}
