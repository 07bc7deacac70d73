package permafrost.model.qapi;

/** What QEMU says of a command before its handler runs. */
public sealed interface Verdict {

  /** Nothing: the handler runs. */
  record Passed() implements Verdict {}

  /**
   * The command is refused, its handler does not run.
   *
   * @param refusal the entry of the catalogue, which has the error class too
   * @param description the whole error text
   */
  record Refused(QapiRefusal refusal, String description) implements Verdict {}

  /**
   * It depends on a fact that neither the schema nor the model has, such as the name of an
   * alternate type.
   *
   * @param what the missing fact, for people
   */
  record Unknown(String what) implements Verdict {}
}
