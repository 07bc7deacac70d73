package permafrost.shrinking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The passes that put a part of a node on the command line by itself, so that the rest can go. */
final class Splitting {

  /** A node left out, its children there without it. */
  static final Pass DISSOLVE = each((pieces, found) -> dissolved(pieces, found));

  /** A child added apart: its edge left out, or its parent over another child only. */
  static final Pass TAKE_OUT = each((pieces, found) -> takenOut(pieces, found));

  /** A node somewhere within a child added apart, and {@code null-co} where that child was. */
  static final Pass EXTRACT = each((pieces, found) -> extracted(pieces, found));

  private Splitting() {}

  private static Pass each(BiConsumer<Pieces, List<Pieces>> finder) {
    return Pass.each(pieces -> {
      List<Pieces> found = new ArrayList<>();
      finder.accept(pieces, found);
      return found;
    });
  }

  private static void dissolved(Pieces pieces, List<Pieces> found) {
    for (int i : pieces.indices(Piece.Option.class)) {
      Pieces apart = pieces;
      int children = 0;
      for (Slot slot : Slot.of(pieces)) {
        if (slot.piece() == i && slot.path().size() == 1 && slot.in(pieces).isObject()) {
          children++;
          apart =
              inserted(apart, i + children, (ObjectNode) slot.in(pieces), Sharing.freshName(apart));
        }
      }
      if (children > 0) {
        found.add(apart.without(Set.of(i)));
      }
    }
  }

  private static void takenOut(Pieces pieces, List<Pieces> found) {
    String fresh = Sharing.freshName(pieces);
    List<Slot> slots = Slot.of(pieces);
    for (Slot slot : slots) {
      if (isDirect(pieces, slot) && slot.in(pieces) instanceof ObjectNode child) {
        int i = slot.piece();
        ObjectNode parent = pieces.get(i).asCommand().orElseThrow().arguments();
        ObjectNode without = parent.deepCopy().without(slot.path().getFirst());
        found.add(inserted(pieces.with(i, pieces.get(i).withBody(without)), i, child, fresh));
        for (Slot other : slots) {
          if (other.piece() == i && other.path().size() == 1 && !other.equals(slot)) {
            ObjectNode raw = Plainer.NULL.deepCopy().put("driver", "raw");
            raw.set("node-name", parent.path("node-name"));
            raw.set("file", other.in(pieces));
            Pieces left = pieces.with(i, pieces.get(i).withBody(raw));
            found.add(inserted(left, i, child, fresh));
            found.add(inserted(left, i + 1, child, fresh));
          }
        }
      }
    }
  }

  private static void extracted(Pieces pieces, List<Pieces> found) {
    String fresh = Sharing.freshName(pieces);
    List<Slot> slots = Slot.of(pieces);
    for (Slot inner : slots) {
      for (Slot outer : slots) {
        if (outer.holds(inner)
            && inner.in(pieces) instanceof ObjectNode node
            && pieces.get(outer.piece()) instanceof Piece.Option) {
          found.add(inserted(outer.with(pieces, Plainer.NULL), outer.piece(), node, fresh));
        }
      }
    }
  }

  private static boolean isDirect(Pieces pieces, Slot slot) {
    return slot.path().size() == 1 && pieces.get(slot.piece()) instanceof Piece.Option;
  }

  /** The node as a launch argument at this place, with a name if it has none. */
  static Pieces inserted(Pieces pieces, int index, ObjectNode node, String freshName) {
    List<Piece> parts = new ArrayList<>(pieces.list());
    ObjectNode named = node.deepCopy();
    if (!named.has("node-name")) {
      named.set("node-name", TextNode.valueOf(freshName));
    }
    parts.add(index, new Piece.Option("--blockdev", named));
    return pieces.withList(parts);
  }
}
