package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** A change to one of a node's options that a reopen may make. */
enum Alteration implements Weighted {
  READ_ONLY(10, Alteration::readOnly),
  AUTO_READ_ONLY(2, (s, node, o) -> flip(o, "auto-read-only")),
  NO_FLUSH(3, (s, node, o) -> flip(o.withObjectProperty("cache"), "no-flush")),
  DIRECT(1, (s, node, o) -> flip(o.withObjectProperty("cache"), "direct")),
  DISCARD(3, Alteration::discard),
  DETECT_ZEROES(3, Alteration::detectZeroes),
  OFFSET(4, (s, node, o) -> window(s, node, o, "offset")),
  SIZE(4, (s, node, o) -> window(s, node, o, "size")),
  QCOW2(8, Alteration::qcow2),
  GROUP(6, Alteration::group),
  PREALLOCATION(6, Alteration::preallocation),
  BACKING(10, Alteration::backing),
  NO_BACKING(3, Alteration::noBacking),
  FILE(10, Alteration::file);

  private interface Change {
    boolean apply(Situation situation, Node node, ObjectNode options);
  }

  private final int weight;
  private final Change change;

  Alteration(int weight, Change change) {
    this.weight = weight;
    this.change = change;
  }

  @Override
  public int weight() {
    return weight;
  }

  /** Makes the change in the options of this node; false where the node has no such option. */
  boolean apply(Situation situation, Node node, ObjectNode options) {
    return change.apply(situation, node, options);
  }

  private static boolean flip(ObjectNode options, String key) {
    if (options.path(key).asBoolean()) {
      options.remove(key);
    } else {
      options.put(key, true);
    }
    return true;
  }

  private static boolean readOnly(Situation situation, Node node, ObjectNode options) {
    int writing = Perm.WRITE | Perm.WRITE_UNCHANGED;
    if ((situation.graph().permissions(node.number()) & writing) != 0) {
      return false;
    }
    boolean now = !node.flags().readOnly();
    if (now || situation.dice().percent(40)) {
      options.put("read-only", now);
    } else {
      options.remove("read-only");
    }
    return true;
  }

  private static boolean discard(Situation situation, Node node, ObjectNode options) {
    options.put("discard", situation.dice().oneOf("unmap", "ignore"));
    return true;
  }

  private static boolean detectZeroes(Situation situation, Node node, ObjectNode options) {
    String value = situation.dice().oneOf("off", "on", "unmap");
    options.put("detect-zeroes", value);
    if (value.equals("unmap")) {
      options.put("discard", "unmap");
    }
    return true;
  }

  private static boolean window(Situation situation, Node node, ObjectNode options, String bound) {
    if (node.driver() != Driver.RAW) {
      return false;
    }
    if (options.has(bound) && situation.dice().percent(30)) {
      options.remove(bound);
    } else {
      options.put(bound, situation.dice().oneOf(0, 512, 1024, 4096, 65536));
    }
    return true;
  }

  private static boolean qcow2(Situation situation, Node node, ObjectNode options) {
    if (node.driver() == Driver.QCOW2) {
      Qcow2Options.any(situation, options);
    }
    return node.driver() == Driver.QCOW2;
  }

  private static boolean preallocation(Situation situation, Node node, ObjectNode options) {
    if (node.driver() != Driver.PREALLOCATE) {
      return false;
    }
    options.put("prealloc-align", situation.dice().oneOf(512, 4096, 1 << 20));
    options.put("prealloc-size", situation.dice().oneOf(0, 512, 1 << 20));
    return true;
  }

  private static boolean group(Situation situation, Node node, ObjectNode options) {
    Optional<String> group = situation.dice().oneOf(situation.groups());
    if (node.driver() != Driver.THROTTLE || group.isEmpty()) {
      return false;
    }
    options.put("throttle-group", group.get());
    return true;
  }

  private static boolean backing(Situation situation, Node node, ObjectNode options) {
    if (node.driver() != Driver.QCOW2) {
      return false;
    }
    Optional<Node> below = situation.node(each -> !situation.reaches(each, node));
    below.ifPresent(each -> options.put("backing", each.name()));
    return below.isPresent();
  }

  private static boolean noBacking(Situation situation, Node node, ObjectNode options) {
    if (node.driver() != Driver.QCOW2) {
      return false;
    }
    options.putNull("backing");
    return true;
  }

  private static boolean file(Situation situation, Node node, ObjectNode options) {
    if (node.driver().isProtocol() || !node.driver().supportsReopen()) {
      return false;
    }
    boolean writes = node.driver() == Driver.QCOW2 && node.flags().writable();
    Optional<Node> below =
        situation.node(each ->
            !situation.reaches(each, node)
                && (!writes || each.flags().writable())
                && (node.driver() != Driver.QCOW2 || situation.isTop(each)));
    below.ifPresent(each -> options.put("file", each.name()));
    return below.isPresent();
  }
}
