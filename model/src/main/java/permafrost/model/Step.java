package permafrost.model;

/**
 * A command and what the model says to it.
 *
 * @param before the state in which it is sent
 * @param prediction what must be seen
 */
public record Step(State before, Command command, Prediction prediction) {

  /** The state that it leads to; the one before where the model does not know. */
  public State after() {
    return switch (prediction) {
      case Prediction.Success success -> success.next();
      case Prediction.Refused refused -> refused.next();
      case Prediction.Unmodelled unmodelled -> before;
    };
  }
}
