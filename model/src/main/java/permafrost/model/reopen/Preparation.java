package permafrost.model.reopen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.driver.Qcow2Options;
import permafrost.model.driver.RawWindow;
import permafrost.model.graph.DetectZeroes;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.CommonOptions;
import permafrost.model.open.KnownOptions;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;

/** One node's part in a reopen. Source: {@code bdrv_reopen_prepare}. */
final class Preparation {

  private static final Set<String> RESET_BY_ALL =
      Set.of(
          "node-name",
          "discard",
          "cache.direct",
          "cache.no-flush",
          "read-only",
          "auto-read-only",
          "detect-zeroes");

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final ReopenQueue.Entry entry;
  private final List<Integer> replacedChildren = new ArrayList<>(2);
  private DetectZeroes detectZeroes = DetectZeroes.OFF;
  private DriverState state;

  Preparation(Workpiece workpiece, ReopenQueue.Entry entry) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    this.entry = entry;
    state = edit.node(entry.node()).state();
  }

  int node() {
    return entry.node();
  }

  /** The former backing and file children, if the reopen replaces or detaches them. */
  List<Integer> replacedChildren() {
    return replacedChildren;
  }

  /** All checks, in QEMU's order, and the changes of links, which later entries see. */
  void prepare() {
    Node node = edit.node(entry.node());
    QDict left = entry.options().copy();
    KnownOptions.checkReopened(node.driver(), left);
    detectZeroes = CommonOptions.detectZeroes(left, entry.flags(), rulebook);
    CommonOptions.take(left);
    if (!node.driver().supportsReopen()) {
      rulebook.refuse(
          ReopenRefusal.REOPEN_UNSUPPORTED,
          node.driver().qapiName(),
          edit.deviceOrNodeName(node.number()));
    }
    refuseReset(node, left);
    state = DriverReopening.prepare(workpiece, node, entry.flags(), left);
    refuseMissingBacking(node);
    ChildReplacement replacement = new ChildReplacement(workpiece, node.number());
    replacement.replace("backing", left.get("backing")).ifPresent(replacedChildren::add);
    left.remove("backing");
    if (rulebook.has(Behaviour.REOPEN_REPLACES_FILE)) {
      replacement.replace("file", left.get("file")).ifPresent(replacedChildren::add);
      left.remove("file");
    }
    refuseChanges(node, left);
  }

  /** Source: {@code bdrv_reset_options_allowed}. */
  private void refuseReset(Node node, QDict given) {
    boolean missing = false;
    for (String key : node.options().keys()) {
      missing |= !given.has(key) && !resets(node.driver(), key);
    }
    if (!missing) {
      return;
    }
    for (String key : node.options().keysInQemuOrder()) {
      if (!given.has(key) && !resets(node.driver(), key)) {
        rulebook.refuse(ReopenRefusal.OPTION_NOT_RESETTABLE, key);
      }
    }
  }

  /** Whether leaving the option out gives it its default. Source: {@code mutable_opts}. */
  private static boolean resets(Driver driver, String key) {
    return RESET_BY_ALL.contains(key)
        || switch (driver) {
          case FILE, HOST_DEVICE, HOST_CDROM -> key.equals("x-check-cache-dropped");
          case RAW -> RawWindow.OPTIONS.contains(key);
          case QCOW2 -> Qcow2Options.resets(key);
          case NULL_CO,
              NULL_AIO,
              NBD,
              THROTTLE,
              COPY_ON_READ,
              COMPRESS,
              PREALLOCATE,
              COPY_BEFORE_WRITE,
              SNAPSHOT_ACCESS,
              BLKDEBUG,
              BLKVERIFY,
              QUORUM,
              COMMIT_TOP,
              MIRROR_TOP ->
              false;
        };
  }

  private void refuseMissingBacking(Node node) {
    if (entry.backingMissing()
        && node.state() instanceof DriverState.Qcow2 qcow2
        && (edit.childEdge(node.number(), "backing") >= 0
            || !qcow2.header().backingFile().isEmpty())) {
      rulebook.refuse(ReopenRefusal.BACKING_MISSING, node.name());
    }
  }

  /** What no one has dealt with must be as it was. */
  private void refuseChanges(Node node, QDict left) {
    boolean changed = false;
    for (String key : left.keys()) {
      changed |= changes(node, key, left.get(key));
    }
    if (!changed) {
      return;
    }
    for (String key : left.keysInQemuOrder()) {
      if (changes(node, key, left.get(key))) {
        rulebook.refuse(ReopenRefusal.OPTION_UNCHANGEABLE, key);
      }
    }
  }

  private boolean changes(Node node, String key, JsonNode value) {
    if (value instanceof TextNode name) {
      int edge = edit.childEdge(node.number(), key);
      if (edge >= 0 && edit.node(edit.edge(edge).child()).name().equals(name.textValue())) {
        return false;
      }
    }
    JsonNode old = node.options().get(key);
    if (old == null && key.equals("active")) {
      return !value.booleanValue();
    }
    return old == null || !same(value, old);
  }

  private static boolean same(JsonNode value, JsonNode old) {
    return value.isIntegralNumber() && old.isIntegralNumber()
        ? value.bigIntegerValue().equals(old.bigIntegerValue())
        : value.equals(old);
  }

  /** Puts the new options in force. Source: {@code bdrv_reopen_commit}. */
  void commit() {
    QDict options = entry.options().cloned();
    QDict explicit = entry.explicitOptions();
    for (int edge : edit.children(entry.node())) {
      options.remove(edit.edge(edge).name());
      explicit.remove(edit.edge(edge).name());
    }
    options.remove("backing");
    explicit.remove("backing");
    Node node = edit.node(entry.node());
    DriverState newState =
        switch (node.state()) {
          case DriverState.Raw ignored -> state;
          case DriverState.Throttle ignored -> state;
          case DriverState.File file -> file.afterReopen();
          default -> node.state();
        };
    edit.replace(node.with(entry.flags(), detectZeroes, options, explicit).with(newState));
  }
}
