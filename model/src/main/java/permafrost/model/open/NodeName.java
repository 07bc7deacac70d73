package permafrost.model.open;

import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.options.Identifier;

/** The name that a user gives to a new node. */
final class NodeName {

  private static final int LONGEST = 31;

  private NodeName() {}

  /** The name, if a node can have it. Source: {@code bdrv_assign_node_name}. */
  static String checked(String name, GraphEdit edit, Rulebook rulebook) {
    if (!Identifier.isWellFormed(name)) {
      rulebook.refuse(OpenRefusal.NODE_NAME_INVALID, name);
    }
    if (edit.backend(name).isPresent()) {
      rulebook.refuse(OpenRefusal.NODE_NAME_IS_DEVICE, name);
    }
    if (edit.find(name).isPresent()) {
      rulebook.refuse(OpenRefusal.NODE_NAME_TAKEN, name);
    }
    if (name.length() > LONGEST) {
      rulebook.refuse(OpenRefusal.NODE_NAME_TOO_LONG);
    }
    return name;
  }
}
