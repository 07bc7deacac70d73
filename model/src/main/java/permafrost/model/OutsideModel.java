package permafrost.model;

/**
 * Thrown within the model where it does not know what QEMU does; {@link Model#step} turns it into a
 * {@link Prediction.Unmodelled}. Carries no stack trace: it is an answer, not a fault.
 */
public final class OutsideModel extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * What is outside.
   *
   * @param what the command, option or value, for people; without names of this one run, since the
   *     summary counts by it
   */
  public OutsideModel(String what) {
    super(what, null, false, false);
  }
}
