package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.FileNames;
import permafrost.model.answer.NodeSize;
import permafrost.model.driver.BlkdebugName;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.image.Image;
import permafrost.model.open.AioContexts;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.scenario.Line;

/** {@code drive-mirror}: makes and opens its target itself. Source: {@code qmp_drive_mirror}. */
public final class DriveMirrorCommand {

  /** How many nodes without a name {@code qcow2_co_create} opens on its way. */
  private static final int NODES_TO_CREATE_QCOW2 = 3;

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public DriveMirrorCommand(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
  }

  /** Checks the arguments, makes the target, starts the job, and follows it to where it stays. */
  public void run(ObjectNode all) {
    int source = JobArguments.root(piece, all.path("device").asText());
    OpBlockers.refuseBlocked(edit, source, OpBlockers.Operation.MIRROR_SOURCE, rulebook);
    boolean existing = all.path("mode").asText().equals("existing");
    int backing = Chain.backing(edit, Chain.skipFilters(edit, source));
    ObjectNode effective = all.deepCopy();
    String sync = all.path("sync").asText();
    if (sync.equals("top") && backing == Node.NOBODY) {
      sync = "full";
      effective.put("sync", sync);
    }
    if (all.has("replaces") && !all.has("node-name")) {
      rulebook.refuse(MirrorRefusal.MIRROR_NEEDS_NODE_NAME);
    }
    String path = all.path("target").asText();
    String file = BlkdebugName.of(path).map(BlkdebugName::image).orElse(path);
    if (file.contains(":") || !file.equals(path) && !existing) {
      throw new OutsideModel("a target's name with a protocol");
    }
    String format = format(all, source, existing, file);
    if (!existing) {
      int below = sync.equals("none") ? source : sync.equals("top") ? backing : Node.NOBODY;
      create(path, format, source, below);
    }
    int target = open(all, source, path, format);
    AioContexts.joinTarget(piece, source, target);
    new MirrorCommand(piece)
        .start(
            new JobArguments(effective),
            source,
            target,
            existing ? MirrorPlan.TargetBacking.IS_OPENED : MirrorPlan.TargetBacking.IS_THE_SOURCES,
            existing && sync.equals("full"));
  }

  private String format(ObjectNode all, int source, boolean existing, String path) {
    if (all.has("format")) {
      return all.get("format").asText();
    }
    if (!existing) {
      return edit.node(source).driver().qapiName();
    }
    return switch (piece.files().at(path).orElse(new Image.Raw(0))) {
      case Image.Qcow2 ignored -> "qcow2";
      case Image.Raw ignored -> "raw";
      case Image.Text ignored -> "raw";
      case Image.Folder ignored -> "raw";
      case Image.Altered ignored -> throw new OutsideModel("an image with an altered header");
      case Image.Barred ignored -> "raw";
      case Image.Opaque opaque -> throw new OutsideModel(opaque.why());
    };
  }

  /** Source: {@code bdrv_img_create}. */
  private void create(String path, String format, int source, int backing) {
    long size = NodeSize.of(edit, source);
    if (size == NodeSize.UNKNOWN) {
      throw new OutsideModel("a copy of a node of unknown size");
    }
    if (!format.equals("qcow2") && !format.equals("raw") || isOpen(path)) {
      throw new OutsideModel("drive-mirror into a new image of this kind");
    }
    if (format.equals("raw") && backing != Node.NOBODY) {
      rulebook.refuse(MirrorRefusal.NEW_IMAGE_WITHOUT_BACKING, format);
    }
    List<String> arguments = new ArrayList<>(List.of("create", "-u", "-f", format));
    if (backing != Node.NOBODY) {
      int explicit = backing;
      while (edit.node(explicit).implicit()) {
        explicit = Chain.filtered(edit, explicit);
      }
      arguments.addAll(List.of("-b", new FileNames(edit).of(explicit)));
      arguments.addAll(List.of("-F", edit.node(explicit).driver().qapiName()));
    }
    arguments.addAll(List.of(path, Long.toString(size)));
    Files after = HostTools.after(piece.files(), new Line.QemuImg(arguments));
    piece.update(state -> state.with(after));
    piece.leave(state -> state.with(after));
    for (int node = 0; format.equals("qcow2") && node < NODES_TO_CREATE_QCOW2; node++) {
      edit.makeUpName();
    }
  }

  private boolean isOpen(String path) {
    for (int number : edit.order()) {
      if (edit.node(number).state() instanceof DriverState.File file
          && Files.same(file.path(), path)) {
        return true;
      }
    }
    return false;
  }

  private int open(ObjectNode all, int source, String path, String format) {
    Flags flags = edit.node(source).flags();
    QDict options = QDict.empty();
    options.put("driver", TextNode.valueOf(format));
    if (all.has("node-name")) {
      options.put("node-name", all.get("node-name"));
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
