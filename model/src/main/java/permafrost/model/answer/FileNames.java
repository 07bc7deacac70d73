package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.qapi.QDictOrder;

/**
 * The file names that QEMU computes for nodes: a plain one where that one alone would open the same
 * tree, else {@code json:} and the options that would. Source: {@code bdrv_refresh_filename}.
 *
 * <p>For one graph; names are computed when asked for, and once. Not for several threads.
 */
public final class FileNames {

  /** The longest name kept, in bytes. Source: {@code PATH_MAX}, the last one is 0. */
  private static final int LONGEST = 4095;

  private final GraphView graph;
  private final Map<Integer, Name> names = new HashMap<>();

  /**
   * What is known of a node's name.
   *
   * @param exact a plain name that opens it, or empty
   * @param options what opens it, in QEMU's order
   * @param shown what QEMU shows
   */
  private record Name(String exact, ObjectNode options, String shown) {}

  /** The names of the nodes of a graph that does not change from now on. */
  public FileNames(GraphView graph) {
    this.graph = graph;
  }

  /** The name that QEMU shows for a node. */
  public String of(int node) {
    return name(node).shown();
  }

  /** The node under the edge that holds a node's data. Source: {@code bdrv_primary_bs}. */
  private Optional<Integer> primaryChild(int node) {
    return known(graph.childNumber(node, graph.node(node).driver().primaryChild()));
  }

  /** The node's backing file or empty. Source: {@code bdrv_cow_bs}. */
  static Optional<Integer> backing(GraphView graph, int node) {
    return graph.node(node).driver().isFilter()
        ? Optional.empty()
        : known(graph.childNumber(node, "backing"));
  }

  private static Optional<Integer> known(int node) {
    return node == Node.NOBODY ? Optional.empty() : Optional.of(node);
  }

  /**
   * The full name of a backing file that a header names, or empty where there is no folder to start
   * from. Source: {@code bdrv_make_absolute_filename}.
   */
  public Optional<String> fullBackingName(int node, String backingName) {
    return hasProtocol(backingName)
            || backingName.startsWith("/")
            || backingName.startsWith("$DIR/")
        ? Optional.of(backingName)
        : folder(node).map(folder -> folder + backingName);
  }

  /** Source: {@code bdrv_dirname}, {@code path_combine}. */
  private Optional<String> folder(int node) {
    Driver driver = graph.node(node).driver();
    if (driver == Driver.BLKVERIFY || driver == Driver.QUORUM || driver == Driver.NBD) {
      return Optional.empty();
    }
    Optional<Integer> primary = primaryChild(node);
    if (primary.isPresent()) {
      return folder(primary.get());
    }
    String exact = name(node).exact();
    if (exact.isEmpty()) {
      return Optional.empty();
    }
    int end = exact.lastIndexOf('/') + 1;
    return Optional.of(
        exact.substring(0, hasProtocol(exact) ? Math.max(end, exact.indexOf(':') + 1) : end));
  }

  /** Source: {@code path_has_protocol}. */
  private static boolean hasProtocol(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    return colon >= 0 && (slash < 0 || colon < slash);
  }

  private Name name(int node) {
    Name known = names.get(node);
    if (known == null) {
      known = compute(graph.node(node));
      names.put(node, known);
    }
    return known;
  }

  private Name compute(Node node) {
    if (node.implicit() && graph.children(node.number()).length == 1) {
      return name(graph.edge(graph.children(node.number())[0]).child());
    }
    Map<String, JsonNode> options = new LinkedHashMap<>();
    boolean overridden = backingOverridden(node);
    boolean changed = StrongOptions.take(node, options) | overridden;
    childOptions(node, overridden, options);
    String exact = exact(node, changed, options);
    ObjectNode ordered = inQemuOrder(options);
    return new Name(exact, ordered, exact.isEmpty() ? shown(ordered) : exact);
  }

  private static ObjectNode inQemuOrder(Map<String, JsonNode> options) {
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String key : QDictOrder.iterate(List.copyOf(options.keySet()))) {
      ordered.set(key, options.get(key));
    }
    return ordered;
  }

  private static String shown(ObjectNode options) {
    StringBuilder text = new StringBuilder("json:");
    QemuJson.append(text, options);
    if (text.length() > LONGEST) {
      text.setLength(LONGEST - 3);
      text.append("...");
    }
    return text.toString();
  }

  /** Source: {@code bdrv_backing_overridden}. */
  private boolean backingOverridden(Node node) {
    if (!(node.state() instanceof DriverState.Qcow2 qcow2)) {
      return false;
    }
    String expected = qcow2.automaticBacking();
    return backing(graph, node.number())
        .map(backing -> !expected.equals(of(backing)))
        .orElse(!expected.isEmpty());
  }

  private void childOptions(Node node, boolean overridden, Map<String, JsonNode> into) {
    if (node.driver() == Driver.QUORUM) {
      into.put("children", voters(node.number()));
      return;
    }
    Optional<Integer> backing = backing(graph, node.number());
    for (int number : graph.children(node.number())) {
      Edge edge = graph.edge(number);
      if (overridden || edge.role() != Role.COW) {
        into.put(edge.name(), name(edge.child()).options());
      }
    }
    if (overridden && backing.isEmpty()) {
      into.put("backing", JsonNodeFactory.instance.nullNode());
    }
  }

  /** In the order of their numbers. Source: {@code quorum_gather_child_options}. */
  private ArrayNode voters(int node) {
    ArrayNode voters = JsonNodeFactory.instance.arrayNode();
    Arrays.stream(graph.children(node))
        .mapToObj(graph::edge)
        .sorted(Comparator.comparingInt(FileNames::place))
        .forEach(edge -> voters.add(name(edge.child()).options()));
    return voters;
  }

  private static int place(Edge voter) {
    return Integer.parseInt(voter.name().substring("children.".length()));
  }

  private String exact(Node node, boolean changed, Map<String, JsonNode> options) {
    return switch (node.driver()) {
      case FILE, HOST_DEVICE, HOST_CDROM ->
          node.state() instanceof DriverState.File file
              ? file.path()
              : node.options().text("filename", "");
      case NULL_CO, NULL_AIO -> exactNull(node.driver(), options);
      case NBD -> exactNbd(node);
      case RAW, QCOW2 -> changed ? "" : exactOfProtocolChild(node.number());
      case BLKDEBUG -> exactBlkdebug(node, options);
      case BLKVERIFY -> exactBlkverify(node.number());
      case COMMIT_TOP, MIRROR_TOP -> name(Chain.filtered(graph, node.number())).shown();
      case COPY_BEFORE_WRITE, SNAPSHOT_ACCESS -> of(graph.childNumber(node.number(), "file"));
      case THROTTLE, COPY_ON_READ, COMPRESS, PREALLOCATE, QUORUM -> "";
    };
  }

  /** Source: {@code null_refresh_filename}. */
  private static String exactNull(Driver driver, Map<String, JsonNode> options) {
    boolean plain = options.keySet().stream().allMatch(StrongOptions.EVERYWHERE::contains);
    return plain ? driver.qapiName() + "://" : "";
  }

  /** Of a client on a Unix socket. Source: {@code nbd_refresh_filename}. */
  private static String exactNbd(Node node) {
    String export = node.options().text("export", null);
    String path = node.options().text("server.path", "").replace("$SOCK", "$DIR");
    String name = "nbd+unix://" + (export == null ? "" : "/" + export) + "?socket=" + path;
    return name.length() > LONGEST ? "" : name;
  }

  /** Source: {@code blkdebug_refresh_filename}. */
  private String exactBlkdebug(Node node, Map<String, JsonNode> options) {
    String image = exactOfChild(node.number(), "image");
    boolean plain =
        options.keySet().stream().allMatch(Set.of("config", "image", "driver")::contains);
    return image.isEmpty() || !plain
        ? ""
        : "blkdebug:" + node.options().text("config", "") + ":" + image;
  }

  /** Source: {@code blkverify_refresh_filename}. */
  private String exactBlkverify(int node) {
    String raw = exactOfChild(node, "raw");
    String test = exactOfChild(node, "test");
    return raw.isEmpty() || test.isEmpty() ? "" : "blkverify:" + raw + ":" + test;
  }

  private String exactOfChild(int node, String child) {
    return name(graph.childNumber(node, child)).exact();
  }

  private String exactOfProtocolChild(int node) {
    return primaryChild(node)
        .filter(child -> graph.node(child).driver().isProtocol())
        .map(child -> name(child).exact())
        .orElse("");
  }
}
