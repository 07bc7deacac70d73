package permafrost.model.reopen;

import permafrost.model.answer.NodeSize;
import permafrost.model.driver.Preallocation;
import permafrost.model.driver.Qcow2Options;
import permafrost.model.driver.RawWindow;
import permafrost.model.driver.SizeOptions;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;

/** What each driver does of a reopen. Source: the drivers' {@code bdrv_reopen_prepare}. */
final class DriverReopening {

  private DriverReopening() {}

  /**
   * Checks the driver's own options and takes out those that may change.
   *
   * @param after the flags that the node will have
   * @return the state that the driver will have
   */
  static DriverState prepare(Workpiece workpiece, Node node, Flags after, QDict options) {
    GraphEdit edit = workpiece.edit();
    return switch (node.state()) {
      case DriverState.File file -> {
        options.remove("drop-cache");
        options.remove("x-check-cache-dropped");
        yield file;
      }
      case DriverState.Raw ignored -> {
        SizeOptions.refuseNegative(options, RawWindow.OPTIONS, workpiece.rulebook());
        int child = edit.edge(edit.childEdge(node.number(), "file")).child();
        yield RawWindow.checked(options, NodeSize.of(edit, child), workpiece.rulebook());
      }
      case DriverState.Qcow2 qcow2 -> {
        Qcow2Options.absorb(options, qcow2.header(), 0, workpiece.rulebook());
        yield qcow2;
      }
      case DriverState.Throttle ignored -> {
        String group = options.text("throttle-group", "");
        options.remove("throttle-group");
        if (!workpiece.state().groups().has(group)) {
          workpiece.rulebook().refuse(OpenRefusal.THROTTLE_GROUP_NOT_FOUND, group);
        }
        yield new DriverState.Throttle(group);
      }
      case DriverState.Preallocate filter -> {
        int child = edit.edge(edit.childEdge(node.number(), "file")).child();
        Preallocation.absorb(options, edit, child, workpiece.rulebook());
        if (!after.writable()) {
          edit.replace(node.with(new DriverState.Preallocate(false)));
        }
        yield filter;
      }
      case DriverState.Nbd client -> {
        if (after.writable() && client.exportReadOnly()) {
          workpiece.rulebook().refuse(ReopenRefusal.NBD_EXPORT_READ_ONLY);
        }
        yield client;
      }
      case DriverState.CopyBeforeWrite state -> state;
      case DriverState.SnapshotAccess state -> state;
      case DriverState.Null state -> state;
      case DriverState.CopyOnRead state -> state;
      case DriverState.Compress state -> state;
      case DriverState.Blkdebug state -> state;
      case DriverState.Blkverify state -> state;
      case DriverState.CommitTop state -> state;
      case DriverState.Quorum state -> state;
      case DriverState.MirrorTop state -> state;
      case DriverState.Opening state -> state;
    };
  }
}
