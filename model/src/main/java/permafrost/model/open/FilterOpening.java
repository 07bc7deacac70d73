package permafrost.model.open;

import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.driver.Preallocation;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.options.QDict;
import permafrost.model.qapi.QapiRefusal;

/** What each driver does that stands over a {@code file} child and shows what that shows. */
final class FilterOpening {

  private static final int SMALLEST_COPY = 65536;
  private static final String TARGET = "target";
  private static final String[] OPTIONS_OF_COPYING = {
    "on-cbw-error", "cbw-timeout", "min-cluster-size"
  };

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Opening opening;
  private final Links links;

  FilterOpening(Workpiece workpiece, Opening opening, Links links) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    this.opening = opening;
    this.links = links;
  }

  /** Source: {@code throttle_open}. */
  DriverState throttle(int number, QDict work) {
    filtered(number, work);
    String group = work.text("throttle-group", "");
    if (!workpiece.state().groups().has(group)) {
      rulebook.refuse(OpenRefusal.THROTTLE_GROUP_NOT_FOUND, group);
    }
    return new DriverState.Throttle(group);
  }

  /** Source: {@code cor_open}. */
  DriverState copyOnRead(int number, QDict work) {
    filtered(number, work);
    if (!work.has("bottom")) {
      return DriverState.CopyOnRead.WHOLE;
    }
    String name = work.text("bottom", "");
    Node bottom = edit.find(name).orElse(null);
    if (bottom == null) {
      rulebook.refuse(OpenRefusal.BOTTOM_NOT_FOUND, name);
      throw Opening.plantedBeyondSense();
    }
    if (bottom.driver().isFilter()) {
      rulebook.refuse(OpenRefusal.BOTTOM_IS_FILTER, name);
    }
    Freezing.freeze(edit, number, bottom.number(), rulebook);
    return new DriverState.CopyOnRead(bottom.number(), true);
  }

  /** Source: {@code compress_open}. */
  DriverState compress(int number, QDict work) {
    int file = filtered(number, work);
    if (!edit.node(file).driver().canCompress()) {
      rulebook.refuse(OpenRefusal.COMPRESSION_UNSUPPORTED, edit.node(file).driver().qapiName());
    }
    return new DriverState.Compress(Math.max(1, ClusterSize.of(edit, file)));
  }

  /** Source: {@code preallocate_open}. */
  DriverState preallocate(int number, QDict work) {
    int file = filtered(number, work);
    Preallocation.absorb(work, edit, file, rulebook);
    return new DriverState.Preallocate(false);
  }

  /** Source: {@code cbw_open}. */
  DriverState copyBeforeWrite(int number, QDict work) {
    if (!work.has(TARGET) && !work.hasPrefix(TARGET + ".")) {
      rulebook.refuse(QapiRefusal.MEMBER_MISSING, TARGET);
    }
    QDict bitmap = work.extract("bitmap.");
    long smallest = work.number("min-cluster-size", 0);
    for (String option : OPTIONS_OF_COPYING) {
      work.remove(option);
    }
    int file = filtered(number, work);
    int target = opening.child(work, TARGET, number, Role.DATA);
    links.attach(number, target, TARGET, Role.DATA);
    if (!bitmap.isEmpty()) {
      refuseBitmap(bitmap);
    }
    if (smallest < 0) {
      rulebook.refuse(OpenRefusal.MIN_CLUSTER_SIZE_TOO_LARGE, Long.toUnsignedString(smallest));
    }
    if (Long.bitCount(smallest) > 1) {
      rulebook.refuse(OpenRefusal.MIN_CLUSTER_SIZE_UNEVEN);
    }
    long least = Math.max(SMALLEST_COPY, smallest);
    long length = NodeSize.of(edit, file);
    return new DriverState.CopyBeforeWrite(
        Math.max(least, ClusterSize.of(edit, target)),
        length,
        rulebook.has(Behaviour.COPY_BEFORE_WRITE_KEEPS_COPY_BITMAP) ? number : file,
        length,
        false);
  }

  /** No node has a bitmap with a name. Source: {@code block_dirty_bitmap_lookup}. */
  private void refuseBitmap(QDict bitmap) {
    String node = bitmap.text("node", "");
    if (edit.find(node).isEmpty()) {
      rulebook.refuse(OpenRefusal.BITMAP_NODE_NOT_FOUND, node);
    }
    rulebook.refuse(OpenRefusal.BITMAP_NOT_FOUND, bitmap.text("name", ""));
  }

  /** Source: {@code snapshot_access_open}. */
  DriverState snapshotAccess(int number, QDict work) {
    int file = opening.child(work, "file", number, Role.DATA);
    links.attach(number, file, "file", Role.DATA);
    return new DriverState.SnapshotAccess();
  }

  private int filtered(int number, QDict work) {
    int file = opening.child(work, "file", number, Role.IMAGE);
    links.attach(number, file, "file", Role.FILTERED);
    return file;
  }
}
