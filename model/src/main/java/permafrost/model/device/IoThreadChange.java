package permafrost.model.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.object.IoThreads;
import permafrost.model.open.AioContexts;
import permafrost.model.open.ContextRefusal;
import permafrost.model.open.Workpiece;

/** {@code x-blockdev-set-iothread}. Source: {@code qmp_x_blockdev_set_iothread}. */
public final class IoThreadChange {

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public IoThreadChange(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** Moves a node and all that hangs together with it. */
  public void set(ObjectNode arguments) {
    String name = arguments.path("node-name").asText();
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(ContextRefusal.MOVED_NODE_NOT_FOUND, name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    if (!arguments.path("force").asBoolean() && edit.hasBackend(node.number())) {
      rulebook.refuse(ContextRefusal.MOVED_NODE_HAS_BACKEND, name);
    }
    new AioContexts(workpiece).move(node.number(), context(arguments.path("iothread")));
  }

  private int context(JsonNode iothread) {
    if (iothread.isNull()) {
      return GraphView.MAIN_CONTEXT;
    }
    IoThreads ioThreads = workpiece.state().machine().ioThreads();
    String id = iothread.asText();
    if (!ioThreads.has(id)) {
      rulebook.refuse(ContextRefusal.IOTHREAD_NOT_FOUND, id);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    return ioThreads.contexts().get(id);
  }
}
