package permafrost.model.blockjob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.Refused;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.open.Freezing;
import permafrost.model.open.Links;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Opening;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.reopen.ChildReplacement;
import permafrost.model.reopen.Reopen;

/** How a mirror leaves the graph, well or not. Source: {@code mirror_exit_common}. */
final class MirrorEnd {

  private static final String NOT_PERMITTED = "Operation not permitted";
  private static final String INVALID = "Invalid argument";

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Mirror mirror;
  private final int target;

  MirrorEnd(Workpiece piece, Mirror mirror) {
    this.piece = piece;
    edit = piece.edit();
    this.mirror = mirror;
    target = mirror.plan().target();
  }

  /**
   * Takes the filter and all edges of the job away; where it was told to complete and is not
   * aborted, the target takes the place of the node that it replaces.
   *
   * @return why that failed, as {@code strerror} says it
   */
  Optional<String> leave(boolean aborted) {
    int source = Chain.filtered(edit, mirror.filter());
    if (Chain.contains(edit, source, target)) {
      Freezing.thaw(edit, mirror.filter(), target);
    }
    new Usage(piece).remove(mirror.backend());
    stopFilter();
    boolean completes = !aborted && mirror.stage() == Mirror.Stage.COMPLETES;
    Optional<String> failure = aborted ? Optional.empty() : setBackingOfTarget(source);
    if (completes) {
      Optional<String> refused = replace(source);
      failure = refused.isPresent() ? refused : failure;
    }
    if (mirror.replaced() != Node.NOBODY) {
      edit.awaitReplacementNoMore(mirror.replaced());
    }
    List<Integer> released = dropFilter(source);
    if (mirror.plan().baseWasReadOnly() && (!completes || failure.isPresent())) {
      trying(() -> new Reopen(piece).setReadOnly(target, true));
    }
    released.forEach(new Links(piece)::closeIfUnused);
    return failure;
  }

  private void stopFilter() {
    int number = mirror.filter();
    DriverState.MirrorTop state = (DriverState.MirrorTop) edit.node(number).state();
    edit.replace(edit.node(number).with(state.stop()));
    new Usage(piece).change(edit.childEdge(number, "backing"), Perm.NONE, Perm.ALL);
  }

  private Optional<String> setBackingOfTarget(int source) {
    int image = Chain.skipFilters(edit, target);
    return switch (mirror.plan().backing()) {
      case STAYS -> Optional.empty();
      case IS_OPENED -> trying(() -> new Opening(piece).backingOf(image)).map(refused -> INVALID);
      case IS_THE_SOURCES -> {
        int backing = mirror.plan().sync() == MirrorSync.NONE ? source : mirror.plan().base();
        yield Chain.backing(edit, image) == backing
            ? Optional.empty()
            : trying(() -> new ChildReplacement(piece, image).setBacking(backing));
      }
    };
  }

  private Optional<String> replace(int source) {
    int replaced = mirror.replaced() == Node.NOBODY ? source : mirror.replaced();
    boolean readOnly = edit.node(replaced).flags().readOnly();
    if (readOnly != edit.node(target).flags().readOnly()) {
      trying(() -> new Reopen(piece).setReadOnly(target, readOnly));
    }
    return Replaceable.byCopyOf(edit, source, replaced)
        ? trying(() -> new NodeReplacement(piece).replace(replaced, target, true))
        : Optional.of(NOT_PERMITTED);
  }

  /** What is refused is undone. */
  private Optional<String> trying(Runnable change) {
    GraphEdit.Mark mark = edit.mark();
    try {
      change.run();
      return Optional.empty();
    } catch (Refused refused) {
      edit.backTo(mark);
      return Optional.of(NOT_PERMITTED);
    }
  }

  /** The nodes that the job has kept until now. */
  private List<Integer> dropFilter(int source) {
    int filter = mirror.filter();
    List<Integer> released = new ArrayList<>(List.of(filter, source));
    if (mirror.replaced() != Node.NOBODY) {
      released.add(mirror.replaced());
    }
    for (int edge : edit.children(mirror.user())) {
      int node = edit.edge(edge).child();
      edit.detach(edge);
      piece.permissions().loosen(node);
      released.add(node);
    }
    new NodeReplacement(piece).stepAside(filter);
    return released;
  }
}
