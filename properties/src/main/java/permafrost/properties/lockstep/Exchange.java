package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Prediction;

/**
 * One command on the wire and what must come back.
 *
 * @param line the scenario's line that it belongs to, as numbered in its file
 * @param step the command of that line; empty for the launch
 * @param sent what is sent, made-up names in the model's form: the step itself, or a query that
 *     looks at what the step did
 * @param expected what must come back
 */
public record Exchange(int line, Optional<Command> step, Command sent, Prediction expected) {

  /** Whether this is the scenario's own command, and no query that the harness adds. */
  public boolean isStep() {
    return step.isPresent() && step.get() == sent;
  }
}
