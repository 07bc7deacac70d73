package permafrost.model.data;

import java.util.Arrays;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.open.Workpiece;

/**
 * What reading and writing a node does to the sizes of the files below it, as far as it can be told
 * without knowing what is in them. Where more would happen than that, it is outside of the model: a
 * request may wait, or QEMU find that two copies differ.
 */
public final class Traffic {

  private static final int SECTOR = 512;

  private final Workpiece workpiece;
  private final GraphEdit edit;

  public Traffic(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
  }

  /** What a command does with data. */
  public enum Kind {
    NONE,
    /** One small read, which no throttle group holds for long. */
    PROBES,
    READS,
    WRITES
  }

  /** Lets a request through to a node. */
  public void on(int node, Kind kind) {
    if (kind == Kind.WRITES && hasJobs()) {
      throw new OutsideModel("a write beside a job");
    }
    if (kind != Kind.NONE && workpiece.jobs().done().drainAtTheirEnd()) {
      throw new OutsideModel("a request beside a job that drains its nodes");
    }
    if (kind == Kind.WRITES && edit.node(node).flags().inactive()) {
      return; // nothing gets through: bdrv_co_write_req_prepare
    }
    switch (kind) {
      case NONE -> {}
      case PROBES -> probe(node);
      case READS -> read(node, false);
      case WRITES -> write(node, false);
    }
  }

  private void probe(int node) {
    if (new Requests(workpiece).read(node, 0, SECTOR).isPresent()) {
      throw new OutsideModel("a first sector that can not be read");
    }
    read(node, true);
  }

  private boolean hasJobs() {
    return !workpiece.jobs().done().newestFirst().isEmpty();
  }

  private void read(int number, boolean small) {
    Node node = edit.node(number);
    if (node.state() instanceof DriverState.CopyOnRead && hasJobs() && !isOfJob(number)) {
      throw new OutsideModel("a read beside a job that is copied");
    }
    boolean told =
        node.state() instanceof DriverState.Throttle
            || node.state() instanceof DriverState.Blkdebug;
    if (!small || !told) {
      refuseUntold(node);
    }
    for (int edge : edit.children(number)) {
      read(edit.edge(edge).child(), small);
    }
    if (node.state() instanceof DriverState.CopyOnRead) {
      for (int edge : edit.children(number)) {
        write(edit.edge(edge).child(), false);
      }
    }
  }

  /** Whether it is a job's filter: what a stream copies on a read it would copy itself. */
  private boolean isOfJob(int number) {
    return Arrays.stream(edit.parents(number))
        .anyMatch(edge -> edit.vertex(edit.edge(edge).parent()) instanceof User.JobParent);
  }

  private void write(int number, boolean grows) {
    Node node = edit.node(number);
    refuseUntold(node);
    switch (node.state()) {
      case DriverState.File file -> writeFile(node, file, grows);
      case DriverState.Null ignored -> {}
      case DriverState.Nbd ignored -> {}
      case DriverState.Qcow2 ignored -> writeQcow2(number);
      case DriverState.Raw ignored -> writeChildren(number, grows);
      case DriverState.Throttle ignored -> writeChildren(number, grows);
      case DriverState.CopyOnRead ignored -> writeChildren(number, grows);
      case DriverState.Compress ignored -> writeChildren(number, grows);
      case DriverState.Blkdebug ignored -> writeChildren(number, grows);
      case DriverState.Preallocate ignored -> throw new OutsideModel("a write that preallocates");
      case DriverState.CopyBeforeWrite ignored -> throw new OutsideModel("a write that copies");
      case DriverState.SnapshotAccess ignored -> throw new OutsideModel("a write to a snapshot");
      case DriverState.CommitTop ignored -> throw new OutsideModel("a write to a commit's filter");
      case DriverState.MirrorTop ignored -> throw new OutsideModel("a write to a mirror's filter");
      case DriverState.Blkverify ignored -> writeChildren(number, grows);
      case DriverState.Quorum ignored -> writeChildren(number, grows);
      case DriverState.Opening ignored -> throw new IllegalStateException("still opening");
    }
  }

  private void writeChildren(int number, boolean grows) {
    for (int edge : edit.children(number)) {
      write(edit.edge(edge).child(), grows);
    }
  }

  /** What is not in a cluster yet is read from the backing file, and the file gets longer. */
  private void writeQcow2(int number) {
    Node node = edit.node(number);
    boolean lazy = ((DriverState.Qcow2) node.state()).header().lazyRefcounts();
    if (lazy || node.options().has("lazy-refcounts")) {
      throw new OutsideModel("a write that leaves refcounts for later");
    }
    for (int link : edit.children(number)) {
      Edge edge = edit.edge(link);
      if (edge.role() == Role.COW) {
        read(edge.child(), false);
      } else {
        write(edge.child(), true);
      }
    }
  }

  private void writeFile(Node node, DriverState.File file, boolean grows) {
    if (!grows && file.size() % SECTOR != 0) {
      throw new OutsideModel("a write to a file that does not end with a sector");
    }
    if (grows) {
      edit.replace(node.with(file.sized(Image.UNKNOWN_SIZE)));
    }
    Files files = workpiece.files();
    Image image = files.at(file.path()).orElseThrow();
    workpiece.update(state -> state.with(files.with(file.path(), written(image, grows))));
  }

  private static Image written(Image image, boolean grows) {
    return switch (image) {
      case Image.Raw raw -> grows ? new Image.Opaque("written as a qcow2 image") : raw;
      case Image.Qcow2 qcow2 ->
          grows
              ? new Image.Qcow2(qcow2.header(), Image.UNKNOWN_SIZE)
              : new Image.Opaque("a header written over");
      case Image.Text ignored -> new Image.Opaque("a text written over");
      case Image.Altered ignored -> new Image.Opaque("an altered image written to");
      case Image.Barred barred -> barred;
      case Image.Folder folder -> folder;
      case Image.Opaque opaque -> opaque;
    };
  }

  /** Drivers whose answer to a request depends on time or on data. */
  private static void refuseUntold(Node node) {
    switch (node.state()) {
      case DriverState.Throttle ignored ->
          throw new OutsideModel("a request that a throttle group may hold");
      case DriverState.Quorum ignored -> throw new OutsideModel("a request to a quorum");
      case DriverState.Nbd ignored -> throw new OutsideModel("a request to an NBD client");
      case DriverState.Blkverify ignored -> throw new OutsideModel("a request to blkverify");
      case DriverState.Null device -> {
        if (device.latency()) {
          throw new OutsideModel("a request that takes its time");
        }
      }
      case DriverState.Opening ignored -> {}
      case DriverState.File ignored -> {}
      case DriverState.Raw ignored -> {}
      case DriverState.Qcow2 ignored -> {}
      case DriverState.CopyOnRead ignored -> {}
      case DriverState.Compress ignored -> {}
      case DriverState.Blkdebug filter -> {
        if (filter.injects()) {
          throw new OutsideModel("a request that blkdebug may let fail");
        }
      }
      case DriverState.Preallocate ignored -> {}
      case DriverState.CopyBeforeWrite ignored -> {}
      case DriverState.SnapshotAccess ignored -> throw new OutsideModel("a request to a snapshot");
      case DriverState.CommitTop ignored -> {}
      case DriverState.MirrorTop ignored -> {}
    }
  }
}
