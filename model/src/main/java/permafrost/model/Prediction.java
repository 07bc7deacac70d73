package permafrost.model;

import permafrost.model.answer.Answer;

/** What must be seen after a command. */
public sealed interface Prediction {

  /**
   * The command succeeds.
   *
   * @param answer what the reply's {@code return} must hold
   * @param next the state afterwards
   */
  record Success(Answer answer, State next) implements Prediction {}

  /**
   * The command is refused. A refused command changes nothing that a user can observe; {@code next}
   * differs from the state before at most in the counter behind made-up node names.
   *
   * @param refusal the entry of the catalogue
   * @param errorClass QMP's error class, such as {@code GenericError}
   * @param description the whole error text, made-up node names in the model's form
   * @param next the state afterwards
   */
  record Refused(Refusal refusal, String errorClass, String description, State next)
      implements Prediction {}

  /**
   * The model does not know. Never counts as agreement.
   *
   * @param what the command, option or value that is outside the model, for people
   */
  record Unmodelled(String what) implements Prediction {}
}
