package permafrost.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import permafrost.model.Event;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.open.Activation;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.options.Identifier;

/**
 * {@code block-export-add}, {@code block-export-del} and their older forms {@code nbd-server-add}
 * and {@code nbd-server-remove}.
 */
public final class Exporting {

  /** Source: {@code NBD_MAX_STRING_SIZE}, in bytes. */
  static final int LONGEST_TEXT = 4096;

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Usage usage;

  public Exporting(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    usage = new Usage(workpiece);
  }

  /** Source: {@code blk_exp_add}. */
  public void add(ObjectNode arguments) {
    boolean fixed = arguments.path("fixed-iothread").asBoolean();
    JsonNode iothread = arguments.path("iothread");
    if (fixed && iothread.isArray()) {
      rulebook.refuse(ExportRefusal.FIXED_IOTHREAD_OF_SEVERAL);
    }
    String id = arguments.path("id").asText();
    if (!Identifier.isWellFormed(id)) {
      rulebook.refuse(ExportRefusal.EXPORT_ID_INVALID);
    }
    if (exports().find(id).isPresent()) {
      rulebook.refuse(ExportRefusal.EXPORT_ID_TAKEN, id);
    }
    Node node = lookUp("", arguments.path("node-name").asText());
    boolean writable = arguments.path("writable").asBoolean();
    if (writable && node.flags().readOnly()) {
      rulebook.refuse(ExportRefusal.READ_ONLY_NODE_AS_WRITABLE);
    }
    refuseIothread(iothread);
    if (arguments.path("allow-inactive").asBoolean()) {
      throw new OutsideModel("allow-inactive");
    }
    new Activation(workpiece).activate(node.number());
    int user = usage.backend("", "", fixed);
    int taken = Perm.CONSISTENT_READ | (writable ? Perm.WRITE : Perm.NONE);
    int edge = usage.attach(user, "root", node.number(), taken, Perm.ALL);
    if (!arguments.path("type").asText().equals("nbd")) {
      throw new OutsideModel("an export of type " + arguments.path("type").asText());
    }
    String name = arguments.path("name").asText(node.name());
    refuseNbd(name, arguments.path("description").asText());
    usage.change(edge, taken, Perm.ALL & ~Perm.RESIZE);
    refuseBitmaps(arguments.path("bitmaps"));
    long size = NodeSize.of(edit, edit.edge(edge).child());
    workpiece.update(s -> s.with(s.exports().plus(new Export(id, name, user, size))));
  }

  /** Source: {@code qmp_nbd_server_add}. */
  public void addToServer(ObjectNode arguments) {
    String device = arguments.path("device").asText();
    Node node = lookUp(device, device);
    String name = arguments.path("name").asText(device);
    ObjectNode options = JsonNodeFactory.instance.objectNode().put("type", "nbd");
    options.put("id", name).put("name", name).put("node-name", node.name());
    options.put("writable", arguments.path("writable").asBoolean() && !node.flags().readOnly());
    options.set("description", arguments.get("description"));
    if (arguments.has("bitmap")) {
      options.putArray("bitmaps").add(arguments.get("bitmap"));
    }
    add(options);
  }

  /**
   * Takes an export back, unless it is to stay while it has a client. Source: {@code
   * qmp_block_export_del}.
   */
  public void delete(String id, String mode) {
    Export export = exports().find(id).orElse(null);
    if (export == null) {
      rulebook.refuse(ExportRefusal.EXPORT_NOT_FOUND, id);
      return;
    }
    if (!mode.equals("hard") && NbdConnection.clients(edit, export.user()) > 0) {
      rulebook.refuse(ExportRefusal.EXPORT_IN_USE, id);
    }
    delete(export);
  }

  /** Source: {@code blk_exp_request_shutdown}, {@code blk_exp_delete_bh}. */
  void delete(Export export) {
    disconnect(export.user());
    usage.remove(export.user());
    workpiece.update(s -> s.with(s.exports().minus(export)));
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", export.id());
    workpiece.emit(new Event("BLOCK_EXPORT_DELETED", "BLOCK_EXPORT_DELETED", data));
  }

  /** What its clients find out when they send something. Source: {@code client_close}. */
  private void disconnect(int user) {
    for (int number : edit.order()) {
      Node node = edit.node(number);
      if (node.state() instanceof DriverState.Nbd client && client.export() == user) {
        edit.replace(node.with(client.disconnected()));
      }
    }
  }

  private Exports exports() {
    return workpiece.state().exports();
  }

  /** Source: {@code bdrv_lookup_bs}. */
  private Node lookUp(String device, String name) {
    if (edit.find(name).isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, device, name);
    }
    return edit.find(name).orElseThrow(() -> new OutsideModel("a forgotten look-up"));
  }

  private void refuseIothread(JsonNode iothread) {
    if (iothread instanceof ArrayNode several && several.isEmpty()) {
      rulebook.refuse(ExportRefusal.IOTHREADS_EMPTY);
    }
    JsonNode first = iothread.isArray() ? iothread.path(0) : iothread;
    if (first.isMissingNode()) {
      return;
    }
    if (workpiece.state().machine().ioThreads().has(first.asText())) {
      throw new OutsideModel("an export in an iothread");
    }
    rulebook.refuse(ExportRefusal.EXPORT_IOTHREAD_NOT_FOUND, first.asText());
  }

  /** Source: {@code nbd_export_create}. */
  private void refuseNbd(String name, String description) {
    if (exports().server().isEmpty()) {
      rulebook.refuse(ExportRefusal.NBD_SERVER_NOT_RUNNING);
    }
    if (isTooLong(name)) {
      rulebook.refuse(ExportRefusal.EXPORT_NAME_TOO_LONG, name);
    }
    if (isTooLong(description)) {
      rulebook.refuse(ExportRefusal.EXPORT_DESCRIPTION_TOO_LONG, description);
    }
    if (exports().hasName(name)) {
      rulebook.refuse(ExportRefusal.EXPORT_NAME_TAKEN, name);
    }
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT;
  }

  /** The model has no dirty bitmaps: none is ever found. */
  private void refuseBitmaps(JsonNode bitmaps) {
    for (JsonNode bitmap : bitmaps) {
      if (bitmap.isTextual()) {
        rulebook.refuse(ExportRefusal.EXPORTED_BITMAP_NOT_FOUND, bitmap.asText());
      }
      String node = bitmap.path("node").asText();
      if (edit.find(node).isEmpty()) {
        rulebook.refuse(ExportRefusal.EXPORTED_BITMAP_NODE_NOT_FOUND, node);
      }
      rulebook.refuse(ExportRefusal.EXPORTED_NODE_BITMAP_NOT_FOUND, bitmap.path("name").asText());
    }
  }
}
