package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.graph.Driver;

/** One thing wrong in the options of a node, which can go together with others. */
interface Fault {

  /** Its name, by which it is counted. */
  String name();

  /** Whether nodes of this driver can have it. */
  boolean fits(Driver driver);

  /** Puts it into the options; false where they hold nothing that it could break. */
  boolean breaks(Situation situation, ObjectNode options);
}
