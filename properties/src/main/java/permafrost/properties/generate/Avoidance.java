package permafrost.properties.generate;

import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;

/**
 * A known divergence that most sequences step around, so that it does not hide what lies behind it.
 */
public interface Avoidance {

  /** What the code calls it. */
  String name();

  /** The names of the known divergences that it leads to, at least one. */
  List<String> divergences();

  /**
   * Whether the command, sent in this state, meets the divergence or leads to it.
   *
   * @param state as the model has it before the command
   * @param prediction what the model says to the command
   */
  boolean meets(State state, Command command, Prediction prediction);
}
