package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import permafrost.model.OutsideModel;
import permafrost.model.State;
import permafrost.model.answer.FileNames;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.image.Image;
import permafrost.model.open.Links;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.scenario.Line;

/**
 * The image that {@code drive-backup} copies to: it makes it, and opens it as a node of its own.
 *
 * @param path as the user gives it
 */
record BackupImage(Workpiece piece, String path, int source) {

  /** A qcow2 image's file, and the image over it twice. Source: {@code qcow2_co_create}. */
  private static final int NODES_OF_CREATION = 3;

  private static final Image BEFORE = new Image.Text("not made yet");

  /**
   * Makes the image, which stays where what follows is refused. Source: {@code bdrv_img_create}.
   *
   * @param backing the node that its header is to name, or {@link Node#NOBODY}
   * @param unchecked whether the backing file is not looked at
   */
  void create(String format, int backing, boolean unchecked) {
    Driver driver =
        Driver.named(format).orElseThrow(() -> new OutsideModel("an image of format " + format));
    long size = NodeSize.of(piece.edit(), source);
    if (size == NodeSize.UNKNOWN) {
      throw new OutsideModel("a backup of a node of which the size is not known");
    }
    boolean image = driver == Driver.QCOW2;
    if (!image && driver != Driver.RAW && driver != Driver.FILE) {
      piece.rulebook().refuse(BlockJobRefusal.CREATION_UNSUPPORTED, format);
      throw JobArguments.plantedBeyondSense();
    }
    List<String> creation = new ArrayList<>(List.of("create", "-f", image ? "qcow2" : "raw"));
    if (backing != Node.NOBODY) {
      if (!image) {
        piece.rulebook().refuse(BlockJobRefusal.CREATION_WITHOUT_BACKING, format);
      }
      creation.addAll(backing(backing, unchecked));
    }
    refusePath();
    creation.addAll(List.of(path, String.valueOf(size)));
    Files made = HostTools.after(piece.files().with(path, BEFORE), new Line.QemuImg(creation));
    Image created = made.at(path).orElse(BEFORE);
    if (created == BEFORE || created instanceof Image.Opaque) {
      throw new OutsideModel("a backup whose image is made in another way");
    }
    for (int node = 0; image && node < NODES_OF_CREATION; node++) {
      piece.edit().makeUpName();
    }
    UnaryOperator<State> making = state -> state.with(state.files().with(path, created));
    piece.leave(making);
    piece.update(making);
  }

  private List<String> backing(int backing, boolean unchecked) {
    GraphEdit edit = piece.edit();
    int explicit = backing;
    while (edit.node(explicit).implicit()) {
      explicit = Chain.filterOrBacking(edit, explicit);
    }
    String name = new FileNames(edit).of(explicit);
    if (name.equals(path)) {
      piece.rulebook().refuse(BlockJobRefusal.CREATION_ONTO_BACKING);
    }
    if (name.isEmpty()) {
      piece.rulebook().refuse(BlockJobRefusal.CREATION_OVER_NAMELESS);
    }
    if (name.contains(":") || name.contains(",")) {
      throw new OutsideModel("a backup's image over what is no plain file");
    }
    String format = edit.node(explicit).driver().qapiName();
    if (!unchecked) {
      look(name, format);
    }
    return List.of("-b", name, "-F", format, "-u");
  }

  /** Opens the backing file, and closes it. */
  private void look(String name, String format) {
    Flags flags = piece.edit().node(source).flags();
    QDict options = activity(flags);
    options.put("driver", TextNode.valueOf(format));
    options.put("force-share", BooleanNode.TRUE);
    options.put("cache.direct", BooleanNode.valueOf(flags.direct()));
    options.put("cache.no-flush", BooleanNode.valueOf(flags.noFlush()));
    options.put("read-only", BooleanNode.TRUE);
    options.put("auto-read-only", BooleanNode.valueOf(flags.autoReadOnly()));
    new Links(piece).closeIfUnused(new Opening(piece).look(name, options));
  }

  /** What is opened beside an inactive source is inactive, too; its filter is refused then. */
  private static QDict activity(Flags source) {
    QDict options = QDict.empty();
    if (source.inactive()) {
      options.put("active", BooleanNode.FALSE);
    }
    return options;
  }

  private void refusePath() {
    if (path.isEmpty() || path.contains("/") || path.contains(":") || path.contains(",")) {
      throw new OutsideModel("a backup's image elsewhere");
    }
    if (piece.files().at(path).orElse(BEFORE) instanceof Image.Folder) {
      throw new OutsideModel("a backup's image where a folder is");
    }
    for (int number : piece.edit().order()) {
      if (piece.edit().node(number).state() instanceof DriverState.File file
          && Files.same(file.path(), path)) {
        throw new OutsideModel("a backup's image where an open one is");
      }
    }
  }

  /**
   * Opens the image, writable, and otherwise with the flags of the source.
   *
   * @param withoutBacking whether what its header names is not opened
   * @return the node's number
   */
  int open(ObjectNode all, boolean withoutBacking) {
    Flags flags = piece.edit().node(source).flags();
    QDict options = activity(flags);
    String format = format(all);
    options.put("driver", TextNode.valueOf(format));
    options.put("discard", TextNode.valueOf("unmap"));
    options.put("detect-zeroes", TextNode.valueOf("unmap"));
    options.put("cache.direct", BooleanNode.valueOf(flags.direct()));
    options.put("cache.no-flush", BooleanNode.valueOf(flags.noFlush()));
    options.put("read-only", BooleanNode.FALSE);
    options.put("auto-read-only", BooleanNode.valueOf(flags.autoReadOnly()));
    if (withoutBacking && format.equals(Driver.QCOW2.qapiName())) {
      options.put("backing", NullNode.getInstance());
    }
    return new Opening(piece).image(path, options);
  }

  /** What is given, or for an image that is there what it is found to be. */
  private String format(ObjectNode all) {
    Driver driver = piece.edit().node(source).driver();
    boolean existing = all.path("mode").asText().equals("existing");
    if (all.has("format") || !existing) {
      return all.path("format").asText(driver.qapiName());
    }
    if (driver.isProtocol()) {
      throw new OutsideModel("whether a file is probed that is opened like a protocol node");
    }
    if (piece.files().at(path).orElse(BEFORE) instanceof Image.Qcow2) {
      return Driver.QCOW2.qapiName();
    }
    throw new OutsideModel("an image of a format that is probed and not found");
  }
}
