package permafrost.model;

import java.util.List;
import permafrost.model.answer.Answer;
import permafrost.model.qapi.QapiRefusal;

/** What must be seen after a command. */
public sealed interface Prediction {

  /** What QEMU must send because of the command, before the next is sent. */
  default List<Event> events() {
    return List.of();
  }

  /**
   * The command succeeds.
   *
   * @param answer what the reply's {@code return} must hold
   * @param next the state afterwards
   * @param events what QEMU must send because of it
   */
  record Success(Answer answer, State next, List<Event> events) implements Prediction {

    public Success {
      events = List.copyOf(events);
    }

    /** Without an event. */
    public Success(Answer answer, State next) {
      this(answer, next, List.of());
    }
  }

  /**
   * The command is refused. A refused command changes nothing that a user can observe; {@code next}
   * differs from the state before at most in the counter behind made-up node names.
   *
   * @param refusal the entry of the catalogue
   * @param errorClass QMP's error class, such as {@code GenericError}
   * @param description the whole error text, made-up node names in the model's form
   * @param next the state afterwards
   * @param events what QEMU must send because of it
   */
  record Refused(
      Refusal refusal, String errorClass, String description, State next, List<Event> events)
      implements Prediction {

    public Refused {
      events = List.copyOf(events);
    }

    /** Without an event. */
    public Refused(Refusal refusal, String errorClass, String description, State next) {
      this(refusal, errorClass, description, next, List.of());
    }

    /** Whether the command itself refuses, its arguments being what the schema asks for. */
    public boolean byCommand() {
      return !(refusal instanceof QapiRefusal);
    }
  }

  /**
   * The model does not know. Never counts as agreement.
   *
   * @param what the command, option or value that is outside the model, for people
   */
  record Unmodelled(String what) implements Prediction {}
}
