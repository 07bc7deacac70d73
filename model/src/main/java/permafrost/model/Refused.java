package permafrost.model;

/**
 * Thrown within the model where a command is refused; {@link Model#step} turns it into a {@link
 * Prediction.Refused}. Carries no stack trace: it is an answer, not a fault.
 */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final String hint;

  /**
   * A refusal with its message filled in.
   *
   * @param description the whole error text
   */
  public Refused(Refusal refusal, String description) {
    this(refusal, description, "");
  }

  private Refused(Refusal refusal, String description, String hint) {
    super(description, null, false, false);
    this.refusal = refusal;
    this.hint = hint;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** The same refusal with text put before its message. Source: {@code error_prepend}. */
  public Refused prefixed(String prefix) {
    return new Refused(refusal, prefix + getMessage(), hint);
  }

  /** The same refusal with a line for people after it. Source: {@code error_append_hint}. */
  public Refused hinted(String line) {
    return new Refused(refusal, getMessage(), line);
  }

  /** What a human monitor prints after the message, QMP not; without line end, mostly empty. */
  public String hint() {
    return hint;
  }
}
