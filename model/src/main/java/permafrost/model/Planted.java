package permafrost.model;

import java.util.List;
import java.util.stream.Stream;
import permafrost.model.driver.Qcow2Refusal;
import permafrost.model.export.ExportRefusal;
import permafrost.model.object.ObjectRefusal;
import permafrost.model.open.BlockerRefusal;
import permafrost.model.open.ContextRefusal;
import permafrost.model.open.DeletionRefusal;
import permafrost.model.open.OpenRefusal;
import permafrost.model.permission.Omission;
import permafrost.model.permission.PermissionRefusal;
import permafrost.model.qapi.QapiRefusal;
import permafrost.model.quorum.ChildChangeRefusal;
import permafrost.model.reopen.ReopenRefusal;
import permafrost.model.resize.ResizeRefusal;
import permafrost.model.snapshot.SnapshotRefusal;

/**
 * The rules that the model can be made to forget, to see that the fault is found. Rules whose
 * absence leaves nothing sensible to do, such as the look-up of a node, are not among them.
 */
public final class Planted {

  private static final List<String> NAMES =
      Stream.concat(
              Stream.<Refusal>of(
                      QapiRefusal.MEMBER_UNEXPECTED,
                      OpenRefusal.NODE_NAME_TAKEN,
                      OpenRefusal.NODE_NAME_INVALID,
                      OpenRefusal.FORCE_SHARE_NEEDS_READ_ONLY,
                      OpenRefusal.DETECT_ZEROES_NEEDS_UNMAP,
                      OpenRefusal.COMPRESSION_UNSUPPORTED,
                      OpenRefusal.RAW_SIZE_UNALIGNED,
                      OpenRefusal.THROTTLE_GROUP_NOT_FOUND,
                      OpenRefusal.PREALLOCATION_UNALIGNED,
                      OpenRefusal.BITMAP_NOT_FOUND,
                      OpenRefusal.BLKDEBUG_ALIGNMENT,
                      Qcow2Refusal.L2_CACHE_EXCEEDS_CACHE,
                      PermissionRefusal.PERMISSION_CONFLICT,
                      PermissionRefusal.NODE_IS_READ_ONLY,
                      PermissionRefusal.READ_ONLY_WITH_WRITERS,
                      PermissionRefusal.LOCK_NOT_GOT,
                      BlockerRefusal.NODE_BUSY_AS_BACKING,
                      DeletionRefusal.NODE_NOT_MONITOR_OWNED,
                      DeletionRefusal.NODE_IN_USE,
                      ReopenRefusal.REOPEN_UNSUPPORTED,
                      ReopenRefusal.OPTION_NOT_RESETTABLE,
                      ReopenRefusal.OPTION_UNCHANGEABLE,
                      ReopenRefusal.BACKING_MISSING,
                      ReopenRefusal.FROZEN_LINK_UNCHANGEABLE,
                      ObjectRefusal.OBJECT_IN_USE,
                      ExportRefusal.EXPORT_ID_TAKEN,
                      ExportRefusal.EXPORT_NAME_TAKEN,
                      ExportRefusal.READ_ONLY_NODE_AS_WRITABLE,
                      ResizeRefusal.RESIZED_IMAGE_READ_ONLY,
                      ResizeRefusal.RAW_SIZE_FIXED,
                      ChildChangeRefusal.TOO_FEW_FOR_THRESHOLD,
                      ChildChangeRefusal.ADDED_NODE_HAS_PARENT,
                      SnapshotRefusal.OVERLAY_IN_USE,
                      SnapshotRefusal.CHANGED_NOT_IN_CHAIN,
                      ContextRefusal.BACKEND_CONTEXT_FIXED)
                  .map(Refusal::name),
              Stream.of(Omission.values()).map(Omission::name))
          .toList();

  private Planted() {}

  /** The names of these rules, by subject. */
  public static List<String> names() {
    return NAMES;
  }
}
