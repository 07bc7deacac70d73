package permafrost.model.data;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.OutsideModel;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.image.Clusters;
import permafrost.model.image.Image;
import permafrost.model.open.ImageFile;
import permafrost.model.open.Workpiece;

/** Where nodes have data, as far as the model knows. Source: {@code bdrv_co_block_status_above}. */
public record Extents(Workpiece piece) {

  /** What a node shows from {@code from} on up to {@code to}, both in bytes, in order. */
  public List<Extent> of(int number, long from, long to) {
    if (from >= to) {
      return List.of();
    }
    Node node = piece.edit().node(number);
    return switch (node.state()) {
      case DriverState.File file -> List.of(one(from, to, ofFile(file), number));
      case DriverState.Null ignored -> List.of(one(from, to, ofNull(node), number));
      case DriverState.Raw raw -> shifted(number, raw.offset(), from, to);
      case DriverState.Qcow2 ignored -> ofImage(number, from, to);
      case DriverState.Throttle ignored -> below(number, from, to);
      case DriverState.CopyOnRead ignored -> below(number, from, to);
      case DriverState.Compress ignored -> below(number, from, to);
      case DriverState.Blkdebug ignored -> below(number, from, to);
      case DriverState.CommitTop ignored -> below(number, from, to);
      case DriverState.MirrorTop ignored -> below(number, from, to);
      case DriverState.CopyBeforeWrite ignored -> below(number, from, to);
      case DriverState.Preallocate ignored -> unknown(number, from, to);
      case DriverState.SnapshotAccess ignored -> unknown(number, from, to);
      case DriverState.Blkverify ignored -> unknown(number, from, to);
      case DriverState.Nbd ignored -> unknown(number, from, to);
      case DriverState.Quorum ignored -> unknown(number, from, to);
      case DriverState.Opening ignored -> throw new IllegalStateException("still opening");
    };
  }

  private static Extent one(long from, long to, Extent.Kind kind, int holder) {
    return new Extent(from, to - from, kind, holder);
  }

  private static List<Extent> unknown(int number, long from, long to) {
    return List.of(one(from, to, Extent.Kind.UNKNOWN, number));
  }

  private Extent.Kind ofFile(DriverState.File file) {
    return piece.files().at(file.path()).orElse(null) instanceof Image.Raw raw && raw.filled()
        ? Extent.Kind.DATA
        : Extent.Kind.ALLOCATED;
  }

  private static Extent.Kind ofNull(Node node) {
    return node.options().truth("read-zeroes") ? Extent.Kind.ZERO : Extent.Kind.NEITHER;
  }

  private List<Extent> below(int number, long from, long to) {
    return of(Chain.filtered(piece.edit(), number), from, to);
  }

  private List<Extent> shifted(int number, long by, long from, long to) {
    int file = piece.edit().childNumber(number, "file");
    return of(file, from + by, to + by).stream()
        .map(part -> part.moved(-by, part.holder() == Node.NOBODY ? Node.NOBODY : number))
        .toList();
  }

  private List<Extent> ofImage(int number, long from, long to) {
    List<Extent> all = new ArrayList<>();
    for (Extent part : own(number, from, to)) {
      if (part.holder() == number) {
        all.add(part);
      } else {
        unallocated(number, part.offset(), part.end(), all);
      }
    }
    return all;
  }

  /** The parts that a qcow2 node has itself, and those that it has not, which nobody holds here. */
  List<Extent> own(int number, long from, long to) {
    Clusters own = clusters(number);
    long open = Math.max(own.from(), own.full());
    long end = Math.max(open, own.untouched());
    List<Extent> all = new ArrayList<>();
    add(Node.NOBODY, from, Math.min(to, own.from()), Extent.Kind.ZERO, all);
    add(number, Math.max(from, own.from()), Math.min(to, own.full()), kind(own), all);
    add(number, Math.max(from, open), Math.min(to, own.untouched()), Extent.Kind.UNKNOWN, all);
    add(Node.NOBODY, Math.max(from, end), to, Extent.Kind.ZERO, all);
    return all;
  }

  private static Extent.Kind kind(Clusters own) {
    return own.written() ? Extent.Kind.DATA : Extent.Kind.ALLOCATED;
  }

  private static void add(int number, long from, long to, Extent.Kind kind, List<Extent> into) {
    if (from < to) {
      into.add(one(from, to, kind, number));
    }
  }

  /** What an image does not have itself, its backing file shows. */
  private void unallocated(int number, long from, long to, List<Extent> into) {
    if (from >= to) {
      return;
    }
    int backing = Chain.backing(piece.edit(), number);
    if (backing == Node.NOBODY) {
      into.add(one(from, to, Extent.Kind.ZERO, Node.NOBODY));
      return;
    }
    long size = NodeSize.of(piece.edit(), backing);
    if (size == NodeSize.UNKNOWN || size < to) {
      into.add(one(from, to, Extent.Kind.UNKNOWN, number));
    } else {
      into.addAll(of(backing, from, to));
    }
  }

  /** What is known of the clusters that the image of a qcow2 node has of its own. */
  public Clusters clusters(int number) {
    if (!(piece.edit().node(number).state() instanceof DriverState.Qcow2)) {
      return Clusters.UNKNOWN;
    }
    try {
      return ImageFile.below(piece.edit(), number)
          .map(file -> ((DriverState.File) file.state()).path())
          .flatMap(path -> piece.files().at(path))
          .filter(Image.Qcow2.class::isInstance)
          .map(image -> ((Image.Qcow2) image).clusters())
          .orElse(Clusters.UNKNOWN);
    } catch (OutsideModel elsewhere) {
      return Clusters.UNKNOWN;
    }
  }
}
