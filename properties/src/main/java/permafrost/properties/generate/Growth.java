package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Behaviour;
import permafrost.model.export.Export;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/** The options of one new node, with children new or there already, that should work. */
final class Growth {

  private static final int DEEPEST = 3;

  private final Situation situation;
  private final Dice dice;
  private final PlainOptions plain;
  private final ImageContents images;
  private final Set<String> names = new HashSet<>();
  private final Set<String> paths;
  private final Prospect known;

  Growth(Situation situation) {
    this.situation = situation;
    this.dice = situation.dice();
    this.plain = new PlainOptions(dice);
    this.images = new ImageContents(situation);
    this.paths = situation.openPaths();
    this.known = new Prospect(situation);
  }

  /** A node of any driver; empty where no name is left. */
  Optional<ObjectNode> node() {
    return node(anyDriver(DEEPEST));
  }

  /** A node of this driver; empty where no name is left or nothing fits below. */
  Optional<ObjectNode> node(Driver driver) {
    Optional<String> name = freeName();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("driver", driver.qapiName());
    options.put("node-name", name.get());
    boolean readOnly = driver != Driver.COPY_ON_READ && dice.percent(25);
    if (readOnly) {
      options.put("read-only", true);
    }
    if (situation.has(Behaviour.NODES_CAN_BE_INACTIVE) && dice.percent(3)) {
      options.put("active", dice.percent(10));
    }
    return fill(options, driver, readOnly, DEEPEST);
  }

  private Optional<String> freeName() {
    Optional<String> name = dice.oneOf(situation.freeNames(names));
    name.ifPresent(names::add);
    return name;
  }

  private Driver anyDriver(int depth) {
    if (depth == 0) {
      return dice.oneOf(Driver.FILE, Driver.FILE, Driver.NULL_CO, Driver.NULL_AIO);
    }
    int at = dice.below(32);
    if (at < 3 && !situation.groups().isEmpty()) {
      return Driver.THROTTLE;
    }
    return switch (at) {
      case 0, 1, 2, 3, 4, 5 -> Driver.RAW;
      case 6, 7, 8, 9, 10, 11, 12 -> Driver.QCOW2;
      case 13, 14 -> Driver.COPY_ON_READ;
      case 15 -> Driver.COMPRESS;
      case 16, 17, 18, 19 -> Driver.FILE;
      case 20 -> Driver.NULL_CO;
      case 21, 22 -> Driver.BLKDEBUG;
      case 23 -> Driver.BLKVERIFY;
      case 24 -> Driver.QUORUM;
      case 25, 26 -> Driver.PREALLOCATE;
      case 27, 28 -> Driver.COPY_BEFORE_WRITE;
      case 29 -> Driver.SNAPSHOT_ACCESS;
      case 30 -> situation.hasServer() ? Driver.NBD : Driver.NULL_AIO;
      default -> Driver.NULL_AIO;
    };
  }

  private Optional<ObjectNode> inline(Driver driver, boolean readOnly, int depth) {
    ObjectNode options = Situation.json().put("driver", driver.qapiName());
    if (!dice.percent(30)) {
      freeName().ifPresent(name -> options.put("node-name", name));
    }
    return fill(options, driver, readOnly, depth);
  }

  private Optional<ObjectNode> fill(
      ObjectNode options, Driver driver, boolean readOnly, int depth) {
    plain.common(options, readOnly);
    return switch (driver) {
      case FILE, HOST_DEVICE, HOST_CDROM -> Optional.of(file(options, anyPath()));
      case NULL_CO, NULL_AIO -> Optional.of(plain.nullDevice(options));
      case NBD -> nbd(options, readOnly);
      case RAW -> withFile(plain.raw(options), anyChild(readOnly, depth));
      case QCOW2 -> qcow2(options, readOnly, depth);
      case THROTTLE ->
          dice.oneOf(situation.groups())
              .flatMap(group ->
                  withFile(options.put("throttle-group", group), anyChild(readOnly, depth)));
      case COPY_ON_READ -> copyOnRead(options, depth);
      case COMPRESS -> withFile(options, compressible(readOnly, depth));
      case PREALLOCATE -> withFile(plain.preallocate(options), anyChild(readOnly, depth));
      case COPY_BEFORE_WRITE -> copyBeforeWrite(options, readOnly, depth);
      case SNAPSHOT_ACCESS -> withFile(options, snapshotChild(readOnly, depth));
      case BLKDEBUG -> blkdebug(options, readOnly, depth);
      case BLKVERIFY -> blkverify(options, readOnly, depth);
      case QUORUM -> quorum(options, readOnly, depth);
      case COMMIT_TOP, MIRROR_TOP -> Optional.empty();
    };
  }

  /** A client of an export; of the server's socket all the same where there is none. */
  private Optional<ObjectNode> nbd(ObjectNode options, boolean readOnly) {
    options.putObject("server").put("type", "unix").put("path", ExportIdea.SOCKET);
    Optional<Export> export =
        dice.oneOf(
            situation.state().exports().all().stream()
                .filter(each -> readOnly || situation.isWritable(each))
                .toList());
    export.ifPresent(each -> options.put("export", each.name()));
    plain.nbd(options);
    return Optional.of(options);
  }

  private ObjectNode file(ObjectNode options, String path) {
    paths.add(path);
    return plain.file(options, path);
  }

  private Optional<ObjectNode> qcow2(ObjectNode options, boolean readOnly, int depth) {
    if (dice.percent(12)) {
      Qcow2Options.any(situation, options);
    }
    Optional<JsonNode> file = qcow2File(readOnly, depth);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    options.set("file", file.get());
    if (images.hidesHeader(file.get())) {
      options.putNull("backing");
    }
    if (depth > 0 && dice.percent(35)) {
      backing(options, depth);
    }
    if (options.get("backing") instanceof ObjectNode below
        && images.isBesideHeader(file.get(), below)) {
      options.putNull("backing");
    }
    return Optional.of(options);
  }

  private void backing(ObjectNode options, int depth) {
    if (dice.percent(25)) {
      options.putNull("backing");
    } else if (dice.percent(50)) {
      situation.node(node -> true).ifPresent(node -> options.put("backing", node.name()));
    } else {
      inline(anyDriver(depth - 1), true, depth - 1)
          .ifPresent(child -> options.set("backing", child));
    }
  }

  private Optional<ObjectNode> blkdebug(ObjectNode options, boolean readOnly, int depth) {
    plain.blkdebug(options);
    return anyChild(readOnly, depth).map(image -> options.set("image", image));
  }

  private Optional<ObjectNode> copyBeforeWrite(ObjectNode options, boolean readOnly, int depth) {
    if (dice.percent(20)) {
      options.put("on-cbw-error", dice.oneOf("break-guest-write", "break-snapshot"));
    }
    if (dice.percent(10)) {
      options.put("cbw-timeout", dice.oneOf(0, 1, 60));
    }
    return withFile(options, anyChild(readOnly, depth))
        .flatMap(all -> anyChild(false, depth).map(target -> all.set("target", target)));
  }

  private Optional<JsonNode> snapshotChild(boolean readOnly, int depth) {
    Optional<Node> node = situation.node(each -> each.driver() == Driver.COPY_BEFORE_WRITE);
    return node.isPresent() && dice.percent(60) ? reference(node.get()) : anyChild(readOnly, depth);
  }

  private Optional<ObjectNode> blkverify(ObjectNode options, boolean readOnly, int depth) {
    return anyChild(readOnly, depth)
        .flatMap(raw ->
            anyChild(readOnly, depth)
                .map(test -> options.<ObjectNode>set("raw", raw).set("test", test)));
  }

  private Optional<ObjectNode> quorum(ObjectNode options, boolean readOnly, int depth) {
    int voters = 1 + dice.below(3);
    ArrayNode children = options.putArray("children");
    for (int voter = 0; voter < voters; voter++) {
      anyChild(readOnly, depth).ifPresent(children::add);
    }
    options.put("vote-threshold", 1 + dice.below(Math.max(1, children.size())));
    if (dice.percent(15)) {
      options.put(dice.oneOf("rewrite-corrupted", "blkverify"), true);
    }
    if (dice.percent(15)) {
      options.put("read-pattern", dice.oneOf("quorum", "fifo"));
    }
    return children.isEmpty() ? Optional.empty() : Optional.of(options);
  }

  private Optional<ObjectNode> copyOnRead(ObjectNode options, int depth) {
    Optional<JsonNode> file = anyChild(false, depth);
    if (file.isPresent() && dice.percent(40)) {
      bottom(file.get()).ifPresent(name -> options.put("bottom", name));
    }
    return withFile(options, file);
  }

  /** The name of a node at or below this child that may be the bottom of a copy-on-read. */
  private Optional<String> bottom(JsonNode child) {
    List<String> names = new ArrayList<>();
    if (child.isTextual()) {
      Optional<Node> at = situation.graph().find(child.textValue());
      while (at.isPresent()) {
        Node node = at.get();
        if (!node.driver().isFilter() && Situation.isNamed(node)) {
          names.add(node.name());
        }
        at = situation.child(node, node.driver().isFilter() ? "file" : "backing");
      }
    } else {
      for (JsonNode at = child; at.isObject(); at = at.path("backing")) {
        if (at.has("node-name") && isNoFilter(at)) {
          names.add(at.get("node-name").textValue());
        }
      }
    }
    return dice.oneOf(names);
  }

  private static boolean isNoFilter(JsonNode options) {
    return Driver.named(options.path("driver").asText()).filter(d -> !d.isFilter()).isPresent();
  }

  private static Optional<ObjectNode> withFile(ObjectNode options, Optional<JsonNode> file) {
    return file.map(child -> options.set("file", child));
  }

  private Optional<JsonNode> anyChild(boolean readOnly, int depth) {
    if (dice.percent(55)) {
      Optional<Node> node = situation.node(each -> readOnly || each.flags().writable());
      if (node.isPresent()) {
        return reference(node.get());
      }
    }
    int below = Math.max(0, depth - 1);
    return inline(anyDriver(below), readOnly, below).map(JsonNode.class::cast);
  }

  private Optional<JsonNode> compressible(boolean readOnly, int depth) {
    Optional<Node> node =
        situation.node(
            each -> each.driver() == Driver.QCOW2 && (readOnly || each.flags().writable()));
    if (node.isPresent() && dice.percent(60)) {
      return reference(node.get());
    }
    return inline(Driver.QCOW2, readOnly, Math.max(0, depth - 1)).map(JsonNode.class::cast);
  }

  private Optional<JsonNode> qcow2File(boolean readOnly, int depth) {
    if (dice.percent(40)) {
      Optional<Node> node = situation.node(each -> images.canHoldQcow2(each, readOnly));
      if (node.isPresent()) {
        return reference(node.get());
      }
    }
    ObjectNode inner = Situation.json().put("driver", "file");
    if (!dice.percent(30)) {
      freeName().ifPresent(name -> inner.put("node-name", name));
    }
    file(inner, qcow2Path());
    return Optional.of(depth > 1 && dice.percent(10) ? wrapped(inner) : inner);
  }

  private ObjectNode wrapped(ObjectNode inner) {
    Optional<String> group = dice.oneOf(situation.groups());
    ObjectNode outer = Situation.json();
    if (group.isPresent()) {
      outer.put("driver", "throttle").put("throttle-group", group.get());
    } else {
      outer.put("driver", "raw");
    }
    return outer.set("file", inner);
  }

  private static Optional<JsonNode> reference(Node node) {
    return Optional.of(TextNode.valueOf(node.name()));
  }

  private String anyPath() {
    return path(false);
  }

  private String qcow2Path() {
    return path(true);
  }

  private String path(boolean qcow2) {
    List<String> all = new ArrayList<>();
    List<String> free = new ArrayList<>();
    for (HostFile file : HostFile.values()) {
      if ((file.qcow2() || !qcow2) && known.isKnown(file.path())) {
        all.add(file.path());
        if (!paths.contains(file.path())) {
          free.add(file.path());
        }
      }
    }
    return dice.oneOf(free).or(() -> dice.oneOf(all)).orElse(HostFile.PLAIN.path());
  }
}
