package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.open.AioContexts;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.ChildReplacement;

/**
 * {@code blockdev-backup} and {@code drive-backup}. Source: {@code do_backup_common} and its
 * callers.
 */
public final class BackupCommand {

  private static final String INCREMENTAL = "incremental";
  private static final String ON_SUCCESS = "on-success";

  private final Workpiece piece;
  private final Rulebook rulebook;

  public BackupCommand(Workpiece piece) {
    this.piece = piece;
    rulebook = piece.rulebook();
  }

  /** {@code blockdev-backup} and {@code drive-backup}. Source: {@code blockdev_backup_prepare}. */
  public void toNode(ObjectNode all) {
    int source = JobArguments.deviceOrNode(piece, all.path("device").asText());
    int target = JobArguments.deviceOrNode(piece, all.path("target").asText());
    AioContexts.joinTarget(piece, source, target);
    start(all, source, target, all.path("sync").asText());
  }

  /** {@code drive-backup}. Source: {@code drive_backup_prepare}. */
  public void toFile(ObjectNode all) {
    GraphEdit edit = piece.edit();
    int source = JobArguments.deviceOrNode(piece, all.path("device").asText());
    OpBlockers.refuseBlocked(edit, source, OpBlockers.Operation.BACKUP_SOURCE, rulebook);
    String sync = all.path("sync").asText();
    int backing = Node.NOBODY;
    if (sync.equals("top")) {
      backing = Chain.backing(edit, Chain.skipFilters(edit, source));
      sync = backing == Node.NOBODY ? "full" : sync;
    }
    boolean ownBacking = sync.equals("none");
    BackupImage image = new BackupImage(piece, all.path("target").asText(), source);
    if (!all.path("mode").asText("absolute-paths").equals("existing")) {
      image.create(
          all.path("format").asText(edit.node(source).driver().qapiName()),
          ownBacking ? source : backing,
          ownBacking);
    }
    int target = image.open(all, ownBacking);
    AioContexts.joinTarget(piece, source, target);
    if (ownBacking) {
      new ChildReplacement(piece, target).setBacking(source);
    }
    start(all, source, target, sync);
  }

  private void start(ObjectNode all, int source, int target, String sync) {
    refuseBitmaps(all, sync);
    new BackupStart(piece, new JobArguments(all), source, target, BackupSync.named(sync)).start();
  }

  /** No node has a bitmap with a name. */
  private void refuseBitmaps(ObjectNode all, String sync) {
    boolean incremental = sync.equals(INCREMENTAL);
    boolean byBitmap = incremental || sync.equals("bitmap");
    if (byBitmap && !all.has("bitmap")) {
      rulebook.refuse(BlockJobRefusal.BACKUP_BITMAP_NEEDED, sync);
    }
    if (incremental && !all.path("bitmap-mode").asText(ON_SUCCESS).equals(ON_SUCCESS)) {
      rulebook.refuse(BlockJobRefusal.BACKUP_BITMAP_MODE_FIXED, ON_SUCCESS, sync);
    }
    if (all.has("bitmap")) {
      rulebook.refuse(BlockJobRefusal.BACKUP_BITMAP_NOT_FOUND, all.get("bitmap").asText());
    }
    if (byBitmap) {
      throw JobArguments.plantedBeyondSense();
    }
    if (!all.has("bitmap") && all.has("bitmap-mode")) {
      rulebook.refuse(BlockJobRefusal.BACKUP_BITMAP_MODE_ALONE);
    }
  }
}
