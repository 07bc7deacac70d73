package permafrost.model.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.open.Opening;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.options.Identifier;
import permafrost.model.options.QDict;

/**
 * {@code -drive}: a named block backend, with a node unless it is an empty CD-ROM drive. Source:
 * {@code drive_new}, {@code blockdev_init}.
 */
public final class Drives {

  private static final Set<String> INTERFACES = Set.of("virtio", "none", "ide");

  private static final String BOARD_DEVICE = User.Backend.BOARD_DEVICE;

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public Drives(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /**
   * Makes one.
   *
   * @param given the option's keys and values; taken over
   */
  public void add(ObjectNode given) {
    String id = take(given, "id", "");
    String type = take(given, "if", "ide");
    String file = take(given, "file", "");
    boolean removable = take(given, "media", "disk").equals("cdrom");
    boolean empty = file.isEmpty();
    if (id.isEmpty() || !INTERFACES.contains(type) || type.equals("ide") != (removable && empty)) {
      throw new OutsideModel("a drive of this kind");
    }
    Drive drive = new Drive(type, removable, writeBack(given));
    QDict options = nodeOptions(given);
    boolean onBoard = type.equals("ide");
    int backend =
        empty
            ? new Usage(workpiece).backend("", onBoard ? BOARD_DEVICE : "", onBoard)
            : open(options, file);
    enter(id, backend, onBoard);
    workpiece.update(state -> state.with(state.machine().plus(id, drive)));
  }

  private static String take(ObjectNode given, String key, String otherwise) {
    JsonNode value = given.remove(key);
    return value == null ? otherwise : value.asText();
  }

  /** Source: {@code bdrv_parse_cache_mode}. */
  private static boolean writeBack(ObjectNode given) {
    String mode = take(given, "cache", "writeback");
    boolean direct = Set.of("none", "off", "directsync").contains(mode);
    if (!direct && !Set.of("writeback", "writethrough", "unsafe").contains(mode)) {
      throw new OutsideModel("a drive with cache=" + mode);
    }
    given.put("cache.direct", direct ? "on" : "off");
    given.put("cache.no-flush", mode.equals("unsafe") ? "on" : "off");
    return !mode.equals("directsync") && !mode.equals("writethrough");
  }

  /** What is left for the node, its defaults as {@code blockdev_init} sets them. */
  private static QDict nodeOptions(ObjectNode given) {
    QDict options = QDict.empty();
    if (!take(given, "aio", "threads").equals("threads")) {
      throw new OutsideModel("a drive with aio");
    }
    String readOnly = take(given, "read-only", take(given, "readonly", "off"));
    String format = take(given, "format", "");
    for (Map.Entry<String, JsonNode> left : given.properties()) {
      if (!left.getKey().endsWith("node-name") && !left.getKey().startsWith("cache.")) {
        throw new OutsideModel("a drive with " + left.getKey());
      }
      options.put(left.getKey(), left.getValue());
    }
    if (!format.isEmpty()) {
      options.put("driver", TextNode.valueOf(format));
    }
    options.put("read-only", TextNode.valueOf(readOnly));
    options.put("auto-read-only", TextNode.valueOf("on"));
    return options;
  }

  /** Source: {@code blk_new_open}. */
  private int open(QDict options, String file) {
    if (!options.has("driver")) {
      throw new OutsideModel("an image of a format to be probed");
    }
    Usage usage = new Usage(workpiece);
    int backend = usage.backend("", "", false);
    int node = new Opening(workpiece).drive(options, file);
    usage.attach(backend, "root", node, Perm.CONSISTENT_READ, Perm.ALL);
    return backend;
  }

  /** Source: {@code monitor_add_blk}. */
  private void enter(String id, int backend, boolean onBoard) {
    if (!Identifier.isWellFormed(id) || edit.backend(id).isPresent()) {
      throw new OutsideModel("a drive with such an id");
    }
    if (edit.find(id).isPresent()) {
      rulebook.refuse(DeviceRefusal.DRIVE_ID_IS_NODE, id);
    }
    User.Backend bare = (User.Backend) edit.vertex(backend);
    edit.replace(bare.ofDrive(id, onBoard ? BOARD_DEVICE : "", onBoard));
  }
}
