package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import permafrost.model.graph.Node;

/**
 * Compares the attributes of one node. An expected value that is Jackson's {@code MissingNode} is
 * not predicted and agrees with everything, absence included.
 *
 * @param node the node, whose driver is part of what is named
 */
record AttributeComparison(Node node) {

  Optional<Difference> between(JsonNode expected, JsonNode actual) {
    return new JsonComparison(node.driver().qapiName() + " node", "node '" + node.name() + "'")
        .between(expected, actual);
  }
}
