package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.Rulebook;
import permafrost.model.answer.FileNames;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Workpiece;

/** {@code block-commit}. Source: {@code qmp_block_commit}. */
public final class CommitCommand {

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public CommitCommand(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
  }

  /** Checks the arguments, starts the job, and follows it to where it stays. */
  public void run(ObjectNode all) {
    int node = device(all.path("device").asText());
    OpBlockers.refuseBlocked(edit, node, OpBlockers.Operation.COMMIT_SOURCE, rulebook);
    int top = top(all, node);
    int base = base(all, top);
    int end = Chain.filterOrBacking(edit, base);
    for (int each : Chain.between(edit, top, end)) {
      OpBlockers.refuseBlocked(edit, each, OpBlockers.Operation.COMMIT_TARGET, rulebook);
    }
    if (top == base) {
      rulebook.refuse(BlockJobRefusal.COMMIT_INTO_ITSELF);
      throw JobArguments.plantedBeyondSense();
    }
    boolean activeLayer = Chain.skipFilters(edit, top) == Chain.skipFilters(edit, node);
    if (activeLayer || (edit.permissions(top) & Perm.WRITE) != 0) {
      if (all.has("backing-file")) {
        rulebook.refuse(
            activeLayer
                ? BlockJobRefusal.COMMIT_BACKING_FILE_OF_ACTIVE
                : BlockJobRefusal.COMMIT_BACKING_FILE_WITH_WRITER);
      }
      new MirrorStart(piece).activeCommit(new JobArguments(all), node, top, base);
      return;
    }
    int overlay = Chain.overlay(edit, node, top);
    OpBlockers.refuseBlocked(edit, overlay, OpBlockers.Operation.COMMIT_TARGET, rulebook);
    new CommitStart(piece).start(new JobArguments(all), node, top, base);
  }

  /** Source: {@code qmp_get_root_bs}. */
  private int device(String name) {
    Optional<Integer> found = JobArguments.findDeviceOrNode(edit, name);
    if (found.isEmpty()) {
      rulebook.refuse(BlockJobRefusal.COMMIT_DEVICE_NOT_FOUND, name);
    }
    return JobArguments.refusedUnlessRoot(
        piece, found.orElseThrow(JobArguments::plantedBeyondSense));
  }

  private int top(ObjectNode all, int node) {
    refuseTogether(all, "top-node", "top");
    if (all.has("top-node")) {
      return inChain(all.get("top-node").asText(), node);
    }
    if (!all.has("top") || new FileNames(edit).of(node).equals(all.get("top").asText())) {
      return node;
    }
    String name = all.get("top").asText();
    Optional<Integer> found = new BackingImages(edit, piece.files()).find(node, name);
    if (found.isEmpty()) {
      rulebook.refuse(BlockJobRefusal.COMMIT_TOP_NOT_FOUND, name);
    }
    return found.orElseThrow(JobArguments::plantedBeyondSense);
  }

  private int base(ObjectNode all, int top) {
    refuseTogether(all, "base-node", "base");
    if (all.has("base-node")) {
      return inChain(all.get("base-node").asText(), top);
    }
    if (!all.has("base")) {
      return Chain.overlay(edit, top, Node.NOBODY);
    }
    String name = all.get("base").asText();
    Optional<Integer> found = new BackingImages(edit, piece.files()).find(top, name);
    if (found.isEmpty()) {
      rulebook.refuse(BlockJobRefusal.BASE_NOT_IN_CHAIN, name);
    }
    return found.orElseThrow(JobArguments::plantedBeyondSense);
  }

  private int inChain(String name, int from) {
    int found = JobArguments.node(piece, name);
    if (!Chain.contains(edit, from, found)) {
      rulebook.refuse(BlockJobRefusal.COMMIT_NODE_NOT_IN_CHAIN, name);
      throw JobArguments.plantedBeyondSense();
    }
    return found;
  }

  private void refuseTogether(ObjectNode arguments, String one, String other) {
    if (arguments.has(one) && arguments.has(other)) {
      rulebook.refuse(BlockJobRefusal.COMMIT_ARGUMENTS_EXCLUDE, one, other);
    }
  }
}
