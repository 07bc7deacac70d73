package permafrost.model;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.blockjob.BlockJobRefusal;
import permafrost.model.blockjob.MirrorRefusal;
import permafrost.model.device.DeviceRefusal;
import permafrost.model.driver.BlkdebugRefusal;
import permafrost.model.driver.Qcow2ImageRefusal;
import permafrost.model.driver.Qcow2Refusal;
import permafrost.model.driver.UnreadableImage;
import permafrost.model.export.ExportRefusal;
import permafrost.model.export.NbdHandshake;
import permafrost.model.export.NbdRefusal;
import permafrost.model.job.JobRefusal;
import permafrost.model.object.ObjectRefusal;
import permafrost.model.open.ActivationRefusal;
import permafrost.model.open.BlockerRefusal;
import permafrost.model.open.ContextRefusal;
import permafrost.model.open.DeletionRefusal;
import permafrost.model.open.OpenRefusal;
import permafrost.model.permission.PermissionRefusal;
import permafrost.model.qapi.QapiRefusal;
import permafrost.model.quorum.ChildChangeRefusal;
import permafrost.model.reopen.ReopenRefusal;
import permafrost.model.resize.ResizeRefusal;
import permafrost.model.snapshot.SnapshotRefusal;

/**
 * All refusals of the functions behind the modelled commands: those the model predicts, those it
 * does not yet, and those that nothing leads to.
 */
public final class Catalogue {

  private static final List<Refusal> ALL = all();

  private Catalogue() {}

  /** Every entry, by subject. */
  public static List<Refusal> refusals() {
    return ALL;
  }

  /** Those that a QEMU with these rules can come to, and those that nothing leads to. */
  public static List<Refusal> refusals(Rulebook rulebook) {
    return ALL.stream().filter(refusal -> refusal.holdsUnder(rulebook)).toList();
  }

  /** Those that a command can come to under these rules: a run's coverage is counted in them. */
  public static List<Refusal> reachable(Rulebook rulebook) {
    return ALL.stream()
        .filter(refusal -> refusal.holdsUnder(rulebook) && refusal.unreachable().isEmpty())
        .toList();
  }

  private static List<Refusal> all() {
    List<Refusal> all = new ArrayList<>();
    all.addAll(List.of(QapiRefusal.values()));
    all.addAll(List.of(OpenRefusal.values()));
    all.addAll(List.of(Qcow2Refusal.values()));
    all.addAll(List.of(Qcow2ImageRefusal.values()));
    all.addAll(List.of(BlkdebugRefusal.values()));
    all.addAll(List.of(PermissionRefusal.values()));
    all.addAll(List.of(DeletionRefusal.values()));
    all.addAll(List.of(ActivationRefusal.values()));
    all.addAll(List.of(BlockerRefusal.values()));
    all.addAll(List.of(ReopenRefusal.values()));
    all.addAll(List.of(ObjectRefusal.values()));
    all.addAll(List.of(BlockJobRefusal.values()));
    all.addAll(List.of(MirrorRefusal.values()));
    all.addAll(List.of(JobRefusal.values()));
    all.addAll(List.of(ExportRefusal.values()));
    all.addAll(List.of(NbdRefusal.values()));
    all.addAll(List.of(NbdHandshake.values()));
    all.addAll(List.of(ResizeRefusal.values()));
    all.addAll(List.of(ChildChangeRefusal.values()));
    all.addAll(List.of(SnapshotRefusal.values()));
    all.addAll(List.of(BeyondModel.values()));
    all.addAll(List.of(Unreachable.values()));
    all.addAll(List.of(UnreadableImage.values()));
    all.addAll(List.of(ContextRefusal.values()));
    all.addAll(List.of(DeviceRefusal.values()));
    return List.copyOf(all);
  }
}
