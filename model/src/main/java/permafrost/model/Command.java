package permafrost.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One QMP command as it goes over the wire. The arguments are never changed after construction.
 *
 * @param name what stands under {@code execute}
 * @param arguments what stands under {@code arguments}; an empty object where there are none
 */
public record Command(String name, ObjectNode arguments) {

  /** A command without arguments. */
  public static Command of(String name) {
    return new Command(name, JsonNodeFactory.instance.objectNode());
  }

  /**
   * The shortest JSON for this command: no blanks, no empty {@code arguments}, no {@code id}. QEMU
   * reads its monitor a byte at a time, so the length is the price.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("execute", name);
    if (!arguments.isEmpty()) {
      json.set("arguments", arguments);
    }
    return json;
  }
}
