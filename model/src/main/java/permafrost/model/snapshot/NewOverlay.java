package permafrost.model.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import permafrost.model.OutsideModel;
import permafrost.model.answer.FileNames;
import permafrost.model.answer.NodeSize;
import permafrost.model.blockjob.BlockJobRefusal;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.scenario.Line;

/** The qcow2 image that {@code blockdev-snapshot-sync} makes and opens. */
record NewOverlay(Workpiece piece, Node node) {

  /** How many nodes without a name {@code qcow2_co_create} opens on its way. */
  private static final int NODES_OF_CREATION = 3;

  /**
   * Makes the image unless it is there, and opens it without a backing file.
   *
   * @return the overlay's number
   */
  int make(ObjectNode arguments) {
    String path = arguments.path("snapshot-file").asText();
    String mode = arguments.path("mode").asText("absolute-paths");
    if (!arguments.path("format").asText("qcow2").equals("qcow2")
        || !mode.equals("absolute-paths")
        || node.flags().readOnly()
        || node.flags().inactive()
        || path.isEmpty()
        || path.contains(":")
        || path.contains(",")
        || isOpen(path)) {
      throw new OutsideModel("an overlay that blockdev-snapshot-sync makes in another way");
    }
    create(path);
    return open(arguments, path);
  }

  private boolean isOpen(String path) {
    GraphEdit edit = piece.edit();
    for (int number : edit.order()) {
      if (edit.node(number).state() instanceof DriverState.File file
          && Files.same(file.path(), path)) {
        return true;
      }
    }
    return false;
  }

  /** Its backing file is not looked at. Source: {@code bdrv_img_create}. */
  private void create(String path) {
    String below = new FileNames(piece.edit()).of(node.number());
    long size = NodeSize.of(piece.edit(), node.number());
    if (below.isEmpty()) {
      piece.rulebook().refuse(BlockJobRefusal.CREATION_OVER_NAMELESS);
    }
    if (below.isEmpty() || below.contains(":") || below.contains(",") || size < 0) {
      throw new OutsideModel("an overlay that blockdev-snapshot-sync makes over no plain file");
    }
    List<String> creation =
        List.of(
            "create",
            "-u",
            "-f",
            "qcow2",
            "-b",
            below,
            "-F",
            node.driver().qapiName(),
            path,
            Long.toString(size));
    Files after = HostTools.after(piece.files(), new Line.QemuImg(creation));
    if (after == piece.files()) {
      throw new OutsideModel("an overlay that blockdev-snapshot-sync cannot make");
    }
    piece.update(state -> state.with(after));
    piece.leave(state -> state.with(after));
    for (int name = 0; name < NODES_OF_CREATION; name++) {
      piece.edit().makeUpName();
    }
  }

  private int open(ObjectNode arguments, String path) {
    Flags flags = node.flags();
    QDict options = QDict.empty();
    options.put("driver", TextNode.valueOf("qcow2"));
    if (arguments.has("snapshot-node-name")) {
      options.put("node-name", arguments.get("snapshot-node-name"));
    }
    options.put("cache.direct", onOrOff(flags.direct()));
    options.put("cache.no-flush", onOrOff(flags.noFlush()));
    options.put("read-only", onOrOff(false));
    options.put("auto-read-only", onOrOff(flags.autoReadOnly()));
    if (flags.unmap()) {
      options.put("discard", TextNode.valueOf("unmap"));
    }
    return new Opening(piece).withoutBacking(options, path);
  }

  private static TextNode onOrOff(boolean on) {
    return TextNode.valueOf(on ? "on" : "off");
  }
}
