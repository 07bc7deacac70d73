package permafrost.model.job;

/** What becomes of a running job when nobody speaks to it. */
public sealed interface Course {

  /** Goes on as it is: held by its speed, or without an end of its own. */
  Course HELD = new Held();

  /** Comes to {@code ready} and waits there. */
  Course READY = new Ready();

  /** Comes to its end, well. */
  Course ENDS = new Ends();

  /** Stays where it is, and pauses or ends soon when told to. */
  record Held() implements Course {}

  /** Becomes {@code ready}. */
  record Ready() implements Course {}

  /** Its {@code run} returns 0. */
  record Ends() implements Course {}

  /**
   * Its {@code run} fails.
   *
   * @param error the job's own message, or what {@code strerror} says
   */
  record Fails(String error) implements Course {}

  /**
   * Meets an I/O error, tells of it, and goes on.
   *
   * @param error with an action other than {@code STOP}
   */
  record Meets(IoError error, Course then) implements Course {}

  /**
   * Meets an I/O error that pauses it.
   *
   * @param operation what failed
   * @param status what {@code io-status} becomes
   */
  record Stops(IoError.Operation operation, IoStatus status) implements Course {}

  /**
   * The model cannot say, such as where two things race.
   *
   * @param why for people, without names of this one run
   */
  record Unknown(String why) implements Course {}
}
