package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Command;

/** The commands with one argument, and {@code object-add}. */
final class Commands {

  private Commands() {}

  static Command blockdevDel(String name) {
    return new Command("blockdev-del", Situation.json().put("node-name", name));
  }

  static Command objectDel(String id) {
    return new Command("object-del", Situation.json().put("id", id));
  }

  static Command objectAdd(ObjectNode options) {
    return new Command("object-add", options);
  }
}
