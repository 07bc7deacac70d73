package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Command;

/**
 * The options of one node, and whether they are for a new node or for one that is there. The
 * options may still be changed.
 */
record Draft(boolean reopens, ObjectNode options) {

  static Draft add(ObjectNode options) {
    return new Draft(false, options);
  }

  static Draft reopen(ObjectNode options) {
    return new Draft(true, options);
  }

  /** {@code blockdev-add}, or {@code blockdev-reopen} of one node. */
  Command command() {
    if (!reopens) {
      return new Command("blockdev-add", options);
    }
    ObjectNode arguments = Situation.json();
    arguments.putArray("options").add(options);
    return new Command("blockdev-reopen", arguments);
  }
}
