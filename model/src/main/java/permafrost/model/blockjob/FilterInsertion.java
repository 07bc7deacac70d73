package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import permafrost.model.Refused;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;

/** A job's own filter that is put above a node. Source: {@code bdrv_insert_node}. */
record FilterInsertion(Workpiece piece, Driver driver, Optional<String> name) {

  /**
   * Opens the filter and gives it the node's parents.
   *
   * @param options its own, flat; name and driver are put to them
   * @param opened what becomes of the filter before it has parents
   * @return its number
   * @throws Refused where it cannot be opened, or where the parents cannot be moved
   */
  int above(int node, QDict options, UnaryOperator<Node> opened) {
    options.put("driver", TextNode.valueOf(driver.qapiName()));
    options.put("file", TextNode.valueOf(piece.edit().node(node).name()));
    name.ifPresent(given -> options.put("node-name", TextNode.valueOf(given)));
    int filter;
    try {
      filter = new Opening(piece).filter(driver, options);
    } catch (Refused refused) {
      throw refused.prefixed("Could not create node: ");
    }
    piece.edit().replace(opened.apply(piece.edit().node(filter)));
    try {
      new NodeReplacement(piece).replace(node, filter, true);
    } catch (Refused refused) {
      throw refused.prefixed("Could not replace node: ");
    }
    return filter;
  }
}
