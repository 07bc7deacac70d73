package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import permafrost.model.Prediction;
import permafrost.model.scenario.Line;

/**
 * How a case begins.
 *
 * @param nodes the options of the nodes on the command line
 * @param prediction what must be seen of the launch
 */
record Start(Line.Launch launch, List<ObjectNode> nodes, Prediction.Success prediction) {}
