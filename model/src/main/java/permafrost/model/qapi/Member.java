package permafrost.model.qapi;

/**
 * A member of an object type.
 *
 * @param name its name
 * @param optional whether it may be absent
 * @param type what it holds
 */
public record Member(String name, boolean optional, Type type) {

  @Override
  public String toString() {
    return name + (optional ? " (optional)" : "");
  }
}
