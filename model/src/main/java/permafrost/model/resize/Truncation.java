package permafrost.model.resize;

import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.open.Workpiece;

/** Another size for a node and for what is below it. Source: {@code bdrv_co_truncate}. */
final class Truncation {

  /** Source: {@code BDRV_MAX_LENGTH}, in bytes. */
  private static final long LARGEST = Long.MAX_VALUE - ((1L << 30) - 1);

  /** What any file system takes, in bytes. */
  private static final long LARGEST_FILE = 1L << 43;

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  Truncation(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /**
   * Resizes a node.
   *
   * @param size in bytes
   */
  void truncate(int number, long size) {
    if (size > LARGEST) {
      rulebook.refuse(ResizeRefusal.SIZE_BEYOND_MAXIMUM, size, LARGEST);
    }
    Node node = edit.node(number);
    if (node.flags().readOnly()) {
      rulebook.refuse(ResizeRefusal.RESIZED_IMAGE_READ_ONLY);
    }
    switch (node.state()) {
      case DriverState.File file -> file(node, file, size);
      case DriverState.Raw raw -> raw(number, raw, size);
      case DriverState.Qcow2 qcow2 -> new Qcow2Truncation(workpiece).truncate(number, qcow2, size);
      case DriverState.Throttle ignored -> primary(number, size);
      case DriverState.CopyOnRead ignored -> primary(number, size);
      case DriverState.Compress ignored -> primary(number, size);
      case DriverState.Blkdebug ignored -> primary(number, size);
      case DriverState.Blkverify ignored -> primary(number, size);
      case DriverState.CommitTop ignored -> primary(number, size);
      case DriverState.MirrorTop ignored -> primary(number, size);
      case DriverState.Preallocate ignored -> throw unknown(node);
      case DriverState.CopyBeforeWrite ignored -> throw unknown(node);
      case DriverState.SnapshotAccess ignored -> throw unknown(node);
      case DriverState.Null ignored -> refuseUnsupported();
      case DriverState.Nbd client -> refuseGrowth(client, size);
      case DriverState.Quorum ignored -> refuseUnsupported();
      case DriverState.Opening ignored -> throw new IllegalStateException("still opening");
    }
    resizeBitmaps(number, size);
  }

  /** Source: {@code bdrv_dirty_bitmap_truncate}. */
  private void resizeBitmaps(int number, long size) {
    for (int each : edit.order()) {
      Node node = edit.node(each);
      if (node.state() instanceof DriverState.CopyBeforeWrite filter
          && filter.copyBitmap() == number) {
        edit.replace(node.with(filter.resized(size)));
      }
    }
  }

  private static OutsideModel unknown(Node node) {
    return new OutsideModel("block_resize of " + node.driver().qapiName());
  }

  private void refuseUnsupported() {
    rulebook.refuse(ResizeRefusal.RESIZE_UNSUPPORTED);
    throw new OutsideModel("what follows a forgotten lack of support");
  }

  /** Source: {@code nbd_co_truncate}. */
  private void refuseGrowth(DriverState.Nbd client, long size) {
    if (size > client.size()) {
      rulebook.refuse(ResizeRefusal.NBD_NOT_GROWN);
    }
  }

  private void primary(int number, long size) {
    String child = edit.node(number).driver().primaryChild();
    truncate(edit.childNumber(number, child), size);
  }

  /** Source: {@code raw_co_truncate} of {@code raw-format.c}. */
  private void raw(int number, DriverState.Raw raw, long size) {
    if (raw.sizeGiven()) {
      rulebook.refuse(ResizeRefusal.RAW_SIZE_FIXED);
    }
    if (Long.MAX_VALUE - size < raw.offset()) {
      rulebook.refuse(ResizeRefusal.RAW_SIZE_BEYOND_OFFSET);
    }
    truncate(edit.childNumber(number, "file"), size + raw.offset());
  }

  /** Source: {@code handle_aiocb_truncate}. */
  private void file(Node node, DriverState.File file, long size) {
    if (node.driver() != Driver.FILE) {
      throw unknown(node);
    }
    if (size > LARGEST_FILE) {
      throw new OutsideModel("a file so large that not every file system takes it");
    }
    edit.replace(node.with(file.sized(size)));
    Files files = workpiece.files();
    files
        .at(file.path())
        .map(image -> resized(image, size))
        .ifPresent(image -> workpiece.update(s -> s.with(s.files().with(file.path(), image))));
  }

  private static Image resized(Image image, long size) {
    return switch (image) {
      case Image.Raw ignored -> new Image.Raw(size);
      case Image.Qcow2 qcow2 ->
          qcow2.size() == Image.UNKNOWN_SIZE || size < qcow2.size()
              ? new Image.Opaque("a qcow2 image that was cut off")
              : new Image.Qcow2(qcow2.header(), size);
      case Image.Altered ignored -> new Image.Opaque("an altered qcow2 image that was resized");
      case Image.Folder folder -> folder;
      case Image.Barred barred -> barred;
      case Image.Text ignored -> new Image.Opaque("a text that was resized");
      case Image.Opaque opaque -> opaque;
    };
  }
}
