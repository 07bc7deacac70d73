package permafrost.model.reopen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import permafrost.model.driver.Qcow2Options;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.open.CommonOptions;
import permafrost.model.options.QDict;

/**
 * The nodes that a reopen will touch, with their new options: those that the user names, and below
 * them those that inherit from them. Source: {@code bdrv_reopen_queue_child}.
 */
final class ReopenQueue {

  private final GraphEdit edit;
  private final Map<Integer, Entry> entries = new LinkedHashMap<>();

  ReopenQueue(GraphEdit edit) {
    this.edit = edit;
  }

  /**
   * A queued node.
   *
   * @param options its new effective options, with those of children it does not own
   * @param explicitOptions what the user gives or gave
   * @param backingMissing whether nothing is said of its backing file
   */
  record Entry(
      int node, QDict options, QDict explicitOptions, Flags flags, boolean backingMissing) {}

  /** All entries, in the order in which they are prepared. */
  List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** The flags of a node as they will be. Source: {@code bdrv_reopen_get_flags}. */
  Flags flagsAfter(int node) {
    Entry entry = entries.get(node);
    return entry == null ? edit.node(node).flags() : entry.flags;
  }

  /** Queues a node that the user names: what its options leave out is reset. */
  void add(int node, QDict options) {
    queue(node, options, null, null, false);
  }

  /** Queues a node of which only these options change. */
  void addKeepingOld(int node, QDict options) {
    queue(node, options, null, null, true);
  }

  private void queue(int number, QDict options, Role role, QDict parentOptions, boolean keepOld) {
    Node node = edit.node(number);
    Entry queued = entries.get(number);
    if (queued != null || keepOld) {
      QDict old = queued != null ? queued.explicitOptions : node.explicitOptions();
      join(node, options, old.cloned());
    }
    QDict explicit = options.cloned();
    if (parentOptions != null) {
      CommonOptions.inherit(options, role, parentOptions);
    }
    if (keepOld) {
      join(node, options, node.options().cloned());
    }
    boolean backingMissing =
        keepOld
            ? queued != null && queued.backingMissing
            : !options.has("backing") && !options.has("backing.driver");
    Flags flags = CommonOptions.flags(options).withInactive(node.flags().inactive());
    entries.put(number, new Entry(number, options, explicit, flags, backingMissing));
    for (int edgeNumber : edit.children(number)) {
      Edge edge = edit.edge(edgeNumber);
      if (edit.node(edge.child()).inheritsFrom() == number) {
        queueChild(edge, options, explicit, keepOld);
      }
    }
  }

  /** Source: {@code bdrv_join_options}. */
  private static void join(Node node, QDict options, QDict old) {
    if (node.driver() == Driver.QCOW2) {
      Qcow2Options.join(options, old);
    } else {
      options.join(old);
    }
  }

  private void queueChild(Edge edge, QDict options, QDict explicit, boolean keepOld) {
    String name = edge.name();
    if (options.has(name)) {
      if (options.text(name, "").equals(edit.node(edge.child()).name())) {
        queue(edge.child(), QDict.empty(), edge.role(), options, true);
      }
    } else {
      explicit.extract(name + ".");
      queue(edge.child(), options.extract(name + "."), edge.role(), options, keepOld);
    }
  }
}
