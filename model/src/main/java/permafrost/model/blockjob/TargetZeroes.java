package permafrost.model.blockjob;

import java.util.List;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.Extent;
import permafrost.model.data.Extents;
import permafrost.model.data.HostError;
import permafrost.model.data.InjectedErrors;
import permafrost.model.data.Requests;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.open.Workpiece;

/**
 * Whether the target of a mirror reads as zeroes already: it looks before it copies. Source: {@code
 * bdrv_co_is_all_zeroes}.
 *
 * @param target the number of its node
 */
record TargetZeroes(Workpiece piece, int target) {

  /** Source: {@code MAX_ZERO_CHECK_BUFFER}, in bytes. */
  private static final long LARGEST_HEAD = 128 << 10;

  /** How much of the target must be read to know; unknown where the model cannot say. */
  private enum Look {
    ALL_ZEROES,
    NOT_ALL_ZEROES,
    READS_HEAD,
    UNKNOWN
  }

  /**
   * Reads the start of the target, if nothing but that may be other than zeroes.
   *
   * @return what that fails with, if so
   * @throws OutsideModel where that is not known
   */
  Optional<HostError> look() {
    InjectedErrors errors = new InjectedErrors(piece.edit());
    if (!piece.rulebook().has(Behaviour.MIRROR_SKIPS_ZEROES)) {
      return Optional.empty();
    }
    if (errors.statusMayFail(target)) {
      throw new OutsideModel("errors of block status");
    }
    if (!errors.readingMatters(target)) {
      return Optional.empty();
    }
    List<Extent> extents = extents();
    return switch (look(extents)) {
      case ALL_ZEROES, NOT_ALL_ZEROES -> Optional.empty();
      case READS_HEAD -> new Requests(piece).read(target, 0, extents.getFirst().bytes());
      case UNKNOWN -> throw new OutsideModel("whether a mirror reads the start of its target");
    };
  }

  /** How zeroes are copied, or empty where they are not, since the target has them. */
  Optional<Copy.Kind> copied(boolean whole) {
    if (!piece.rulebook().has(Behaviour.MIRROR_SKIPS_ZEROES)
        || !new InjectedErrors(piece.edit()).mayFail(target)) {
      return Optional.of(Copy.Kind.ZEROES);
    }
    boolean unmap = piece.edit().node(target).flags().unmap();
    return switch (look(extents())) {
      case ALL_ZEROES -> unmap ? Optional.of(Copy.Kind.UNKNOWN) : Optional.empty();
      case NOT_ALL_ZEROES -> Optional.of(whole && unmap ? Copy.Kind.UNKNOWN : Copy.Kind.ZEROES);
      case READS_HEAD, UNKNOWN -> Optional.of(Copy.Kind.UNKNOWN);
    };
  }

  /**
   * Whether what nobody has of the source is copied too, or empty where that is not known. It is
   * not where the target is zeroed as a whole at first, or is zeroes already. Source: {@code
   * mirror_dirty_init}, {@code bdrv_can_write_zeroes_with_unmap}.
   */
  Optional<Boolean> makesAllDirty() {
    Node node = piece.edit().node(target);
    if (node.flags().unmap()) {
      boolean unmaps = node.driver() == Driver.FILE || node.driver() == Driver.QCOW2;
      return unmaps ? Optional.of(false) : Optional.empty();
    }
    if (!piece.rulebook().has(Behaviour.MIRROR_SKIPS_ZEROES)) {
      return Optional.of(true);
    }
    return switch (look(extents())) {
      case ALL_ZEROES -> Optional.of(false);
      case NOT_ALL_ZEROES -> Optional.of(true);
      case READS_HEAD, UNKNOWN -> Optional.empty();
    };
  }

  private List<Extent> extents() {
    return new Extents(piece).of(target, 0, NodeSize.of(piece.edit(), target));
  }

  private Look look(List<Extent> extents) {
    Extent head = extents.getFirst();
    List<Extent> rest = extents.subList(1, extents.size());
    return switch (head.kind()) {
      case ALLOCATED, UNKNOWN -> Look.UNKNOWN;
      case ZERO -> ofRest(rest, Look.ALL_ZEROES);
      case DATA, NEITHER -> {
        if (head.holder() == Node.NOBODY
            || piece.edit().node(head.holder()).state() instanceof DriverState.Qcow2) {
          yield Look.UNKNOWN;
        }
        yield head.bytes() > LARGEST_HEAD ? Look.NOT_ALL_ZEROES : ofRest(rest, Look.READS_HEAD);
      }
    };
  }

  private static Look ofRest(List<Extent> rest, Look ifZeroes) {
    if (rest.stream().allMatch(part -> part.kind() == Extent.Kind.ZERO)) {
      return ifZeroes;
    }
    boolean known =
        rest.stream()
            .takeWhile(part -> part.kind() != Extent.Kind.DATA)
            .takeWhile(part -> part.kind() != Extent.Kind.NEITHER)
            .allMatch(part -> part.kind() == Extent.Kind.ZERO);
    return known ? Look.NOT_ALL_ZEROES : Look.UNKNOWN;
  }
}
