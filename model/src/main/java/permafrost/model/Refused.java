package permafrost.model;

/**
 * Thrown within the model where a command is refused; {@link Model#step} turns it into a {@link
 * Prediction.Refused}. Carries no stack trace: it is an answer, not a fault.
 */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /**
   * A refusal with its message filled in.
   *
   * @param description the whole error text
   */
  public Refused(Refusal refusal, String description) {
    super(description, null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** The same refusal with text put before its message. Source: {@code error_prepend}. */
  public Refused prefixed(String prefix) {
    return new Refused(refusal, prefix + getMessage());
  }
}
