package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.image.Qcow2Header;

/**
 * The attributes that QEMU shows of the nodes of one graph. Source: {@code bdrv_block_device_info},
 * {@code bdrv_query_image_info}.
 */
final class NodeAttributes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** These are a device's, never a throttle node's. */
  private static final List<String> LIMITS =
      List.of("bps", "bps_rd", "bps_wr", "iops", "iops_rd", "iops_wr");

  private final Graph graph;
  private final Rulebook rulebook;
  private final ShownBacking backing;
  private final Map<Integer, JsonNode> jobBitmaps;
  private final FileNames fileNames;

  /**
   * Those of the nodes of a graph.
   *
   * @param jobBitmaps by a node's number, the dirty bitmaps that jobs keep; {@code MissingNode}
   *     where they are not predicted
   */
  NodeAttributes(
      Graph graph, ShownBacking backing, Rulebook rulebook, Map<Integer, JsonNode> jobBitmaps) {
    this.graph = graph;
    this.rulebook = rulebook;
    this.backing = backing;
    this.jobBitmaps = jobBitmaps;
    this.fileNames = new FileNames(graph);
  }

  /** All attributes of a node; those that are not predicted are {@code MissingNode}. */
  ObjectNode of(int number) {
    Node node = graph.node(number);
    ObjectNode all =
        JSON.objectNode()
            .put("node-name", node.name())
            .put("drv", node.driver().qapiName())
            .put("ro", node.flags().readOnly())
            .put("file", fileNames.of(number))
            .put("encrypted", false)
            .put("detect_zeroes", node.detectZeroes().qapiName())
            .put("write_threshold", 0);
    FileNames.backing(graph, number)
        .ifPresent(below -> all.put("backing_file", fileNames.of(below)));
    if (!rulebook.has(Behaviour.ENCRYPTION_KEY_IS_NEVER_MISSING)) {
      all.put("encryption_key_missing", false);
    }
    if (rulebook.has(Behaviour.NODES_CAN_BE_INACTIVE)) {
      all.put("active", !node.flags().inactive());
    }
    if (rulebook.has(Behaviour.NODES_SHOW_CHILDREN)) {
      children(number, all.putArray("children"));
    }
    bitmaps(number, all);
    LIMITS.forEach(limit -> all.put(limit, 0));
    all.putObject("cache")
        .put("direct", node.flags().direct())
        .put("no-flush", node.flags().noFlush())
        .put("writeback", true);
    all.set("image", image(number));
    int depth = 0;
    ObjectNode image = (ObjectNode) all.get("image");
    Optional<Integer> next = backing.below(graph, number);
    while (next.isPresent()) {
      depth++;
      ObjectNode deeper = image(next.get());
      image.set("backing-image", deeper);
      image = deeper;
      next = backing.below(graph, next.get());
    }
    return all.put("backing_file_depth", depth);
  }

  private void children(int number, ArrayNode children) {
    for (int link : graph.children(number)) {
      Edge edge = graph.edge(link);
      children
          .addObject()
          .put("child", edge.name())
          .put("node-name", graph.node(edge.child()).name());
    }
  }

  private void bitmaps(int number, ObjectNode all) {
    ArrayNode own = new CopyingBitmaps(graph).of(number);
    if (jobBitmaps.containsKey(number)) {
      all.set("dirty-bitmaps", own.isEmpty() ? jobBitmaps.get(number) : notPredicted());
    } else if (!own.isEmpty()) {
      all.set("dirty-bitmaps", own);
    }
  }

  private ObjectNode image(int number) {
    Node node = graph.node(number);
    long size = NodeSize.of(graph, number);
    ObjectNode image = JSON.objectNode();
    image.put("filename", fileNames.of(number));
    image.put("format", node.driver().qapiName());
    image.set("virtual-size", size == NodeSize.UNKNOWN ? notPredicted() : JSON.numberNode(size));
    if (rulebook.has(Behaviour.NODES_SHOW_LIMITS)) {
      image.set(
          "limits",
          NodeLimits.of(graph, number)
              .<JsonNode>map(NodeLimits::shown)
              .orElseGet(NodeAttributes::notPredicted));
    }
    driverInfo(number, image);
    if (node.state() instanceof DriverState.Qcow2 qcow2) {
      backingNames(number, qcow2.header(), image);
      image.set("format-specific", formatSpecific(qcow2.header()));
    }
    if (node.state() instanceof DriverState.File
        && rulebook.has(Behaviour.FILE_NODES_SHOW_SPECIFICS)) {
      image.putObject("format-specific").put("type", "file").putObject("data");
    }
    return image;
  }

  private static JsonNode notPredicted() {
    return MissingNode.getInstance();
  }

  /** Source: {@code bdrv_get_info}: filters and raw ask their child; null has nothing to tell. */
  private void driverInfo(int number, ObjectNode image) {
    switch (graph.node(number).state()) {
      case DriverState.File file -> image.put("dirty-flag", false);
      case DriverState.Qcow2 qcow2 -> {
        image.put("cluster-size", qcow2.header().clusterSize());
        if (mayBeDirty(number, qcow2)) {
          image.set("dirty-flag", notPredicted());
        } else {
          image.put("dirty-flag", false);
        }
      }
      case DriverState.Null device -> {}
      case DriverState.Nbd client -> {}
      case DriverState.Opening opening -> {}
      case DriverState.Raw window -> childInfo(number, image);
      case DriverState.Throttle filter -> childInfo(number, image);
      case DriverState.CopyOnRead filter -> childInfo(number, image);
      case DriverState.Compress filter -> childInfo(number, image);
      case DriverState.Preallocate filter -> childInfo(number, image);
      case DriverState.CopyBeforeWrite filter -> childInfo(number, image);
      case DriverState.SnapshotAccess access -> {}
      case DriverState.Blkdebug filter -> childInfo(number, image);
      case DriverState.Blkverify filter -> childInfo(number, image);
      case DriverState.CommitTop filter -> childInfo(number, image);
      case DriverState.MirrorTop filter -> childInfo(number, image);
      case DriverState.Quorum quorum -> {}
    }
  }

  /** With lazy refcounts, the first write makes an image dirty; it stays so over another file. */
  private boolean mayBeDirty(int number, DriverState.Qcow2 qcow2) {
    int file = graph.childNumber(number, "file");
    return (qcow2.header().lazyRefcounts() || graph.node(number).options().truth("lazy-refcounts"))
        && (qcow2.leftWritten()
            || file == Node.NOBODY
            || NodeSize.of(graph, file) == NodeSize.UNKNOWN);
  }

  private void childInfo(int number, ObjectNode image) {
    graph
        .child(number, graph.node(number).driver().primaryChild())
        .ifPresent(edge -> driverInfo(edge.child(), image));
  }

  private void backingNames(int number, Qcow2Header header, ObjectNode image) {
    if (header.backingFile().isEmpty()) {
      return;
    }
    image.put("backing-filename", header.backingFile());
    fileNames
        .fullBackingName(number, header.backingFile())
        .ifPresent(full -> image.put("full-backing-filename", full));
    if (!header.backingFormat().isEmpty()) {
      image.put("backing-filename-format", header.backingFormat());
    }
  }

  /** Source: {@code qcow2_get_specific_info}. */
  private static ObjectNode formatSpecific(Qcow2Header header) {
    ObjectNode specific = JSON.objectNode().put("type", "qcow2");
    ObjectNode data =
        specific
            .putObject("data")
            .put("compat", header.version() == 2 ? "0.10" : "1.1")
            .put("compression-type", header.compressionType())
            .put("refcount-bits", header.refcountBits());
    if (header.version() > 2) {
      data.put("lazy-refcounts", header.lazyRefcounts())
          .put("corrupt", false)
          .put("extended-l2", header.extendedL2());
    }
    return specific;
  }
}
