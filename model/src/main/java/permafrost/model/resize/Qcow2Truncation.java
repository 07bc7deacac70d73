package permafrost.model.resize;

import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.InjectedErrors;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.open.ImageFile;
import permafrost.model.open.Workpiece;

/** Another size for a qcow2 image. Source: {@code qcow2_co_truncate}. */
final class Qcow2Truncation {

  private static final int SECTOR = 512;

  /** Source: {@code QCOW_MAX_L1_SIZE}, in entries. */
  private static final long LARGEST_L1 = (32L << 20) / Long.BYTES;

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  Qcow2Truncation(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** Resizes the image; where clusters are allocated, its file gets a size that is not known. */
  void truncate(int number, DriverState.Qcow2 qcow2, long size) {
    if (size % SECTOR != 0) {
      rulebook.refuse(ResizeRefusal.QCOW2_SIZE_UNALIGNED, SECTOR);
    }
    Qcow2Header header = qcow2.header();
    long old = header.virtualSize();
    long l1 = l1Entries(header, size);
    boolean allocates = size < old || l1 > l1Entries(header, old);
    if (size >= old && l1 > LARGEST_L1) {
      rulebook.refuse(ResizeRefusal.QCOW2_L1_TABLE_TOO_LARGE);
    }
    if (size > old && showsBacking(number, old)) {
      refuseWithoutZeroClusters(header, size, allocates);
      allocates = true;
      if (new InjectedErrors(edit).mayFail(Chain.backing(edit, number))) {
        throw new OutsideModel("errors of a backing file that a growing image hides");
      }
    }
    Qcow2Header resized = header.withVirtualSize(size);
    if (new InjectedErrors(edit).tablesMayFail(edit.childNumber(number, "file"))) {
      throw new OutsideModel("errors of what resizes an image");
    }
    store(number, header, resized, allocates);
    edit.replace(edit.node(number).with(qcow2.with(resized, qcow2.automaticBacking())));
  }

  /** Source: {@code size_to_l1}. */
  private static long l1Entries(Qcow2Header header, long size) {
    long perTable = header.clusterSize() / (header.extendedL2() ? 16L : 8L);
    long perEntry = perTable * header.clusterSize();
    return size / perEntry + (size % perEntry == 0 ? 0 : 1);
  }

  /** Whether what is new would show the backing file. Source: {@code bdrv_co_truncate}. */
  private boolean showsBacking(int number, long old) {
    int backing = Chain.backing(edit, number);
    if (backing == Node.NOBODY) {
      return false;
    }
    long below = NodeSize.of(edit, backing);
    if (below == NodeSize.UNKNOWN) {
      throw new OutsideModel("growing over a backing file whose size is not known");
    }
    return below > old;
  }

  /** Source: {@code qcow2_subcluster_zeroize}. */
  private void refuseWithoutZeroClusters(Qcow2Header header, long size, boolean allocates) {
    int subcluster = header.extendedL2() ? header.clusterSize() / 32 : header.clusterSize();
    long from = (header.virtualSize() + subcluster - 1) / subcluster * subcluster;
    if (header.version() < 3 && size > from) {
      if (allocates) {
        throw new OutsideModel("a resize that is refused after it grew the L1 table");
      }
      rulebook.refuse(ResizeRefusal.QCOW2_NEW_CLUSTERS_NOT_ZEROED);
    }
  }

  private void store(int number, Qcow2Header old, Qcow2Header resized, boolean allocates) {
    Node node = ImageFile.below(edit, number).orElse(null);
    if (node == null || !ImageFile.holds(workpiece, node, old)) {
      throw new OutsideModel("resizing a qcow2 node over what is not its image");
    }
    DriverState.File file = (DriverState.File) node.state();
    long size = allocates ? Image.UNKNOWN_SIZE : file.size();
    ImageFile.store(workpiece, node, new Image.Qcow2(resized, size));
    edit.replace(node.with(file.sized(size)));
  }
}
