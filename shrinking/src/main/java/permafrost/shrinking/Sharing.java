package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The passes that let several places have one node, and say where that node's options stand. */
final class Sharing {

  /** A child with options of its own: another node that is there, by name, or the two as one. */
  static final Pass REFER =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        List<Slot> slots = Slot.of(pieces);
        for (Slot slot : slots) {
          if (slot.in(pieces).isObject()) {
            for (String name : nodes(pieces)) {
              candidates.add(slot.with(pieces, TextNode.valueOf(name)));
            }
            slots.stream()
                .filter(other -> other.in(pieces).has("node-name"))
                .filter(other -> !other.holds(slot) && !slot.holds(other))
                .filter(other -> !other.equals(slot))
                .map(other -> swapped(pieces, other, slot))
                .forEach(candidates::add);
          }
        }
        return candidates;
      });

  /** A node whose options stand at one place and its name at another: the other way around. */
  static final Pass SWAP =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        List<Slot> slots = Slot.of(pieces);
        for (Slot from : slots) {
          JsonNode name = from.in(pieces).path("node-name");
          for (Slot to : slots) {
            if (name.isTextual() && to.in(pieces).equals(name) && !from.holds(to)) {
              candidates.add(CanonicalForm.of(swapped(pieces, from, to)));
            }
          }
        }
        return candidates;
      });

  /** A named node over a child with options and a name: the child alone, for both names. */
  static final Pass COLLAPSE =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        List<Slot> slots = Slot.of(pieces);
        for (Slot below : slots) {
          if (below.in(pieces) instanceof ObjectNode child && child.has("node-name")) {
            addCollapsed(pieces, slots, below, child, candidates);
          }
        }
        return candidates;
      });

  /** A name that QEMU made up: a name given to a node that had none. */
  static final Pass NAME_THE_ANONYMOUS =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        Set<String> madeUp = new TreeSet<>();
        pieces
            .list()
            .forEach(piece ->
                Names.of(piece).stream()
                    .filter(Name::isMadeUp)
                    .map(Name::text)
                    .forEach(madeUp::add));
        for (String name : madeUp) {
          for (Slot slot : Slot.of(pieces)) {
            if (slot.in(pieces) instanceof ObjectNode node && !node.has("node-name")) {
              candidates.add(named(pieces, slot, node, name));
            }
          }
        }
        return candidates;
      });

  private Sharing() {}

  /** The node of one place with its options at the other place, and its name where it was. */
  private static Pieces swapped(Pieces pieces, Slot from, Slot to) {
    JsonNode node = from.in(pieces);
    return to.with(from.with(pieces, node.get("node-name")), node);
  }

  /** The names of the nodes that are given one. */
  static Set<String> nodes(Pieces pieces) {
    Set<String> nodes = new TreeSet<>();
    for (Piece piece : pieces.list()) {
      Names.givenBy(piece).stream()
          .filter(name -> name.role() == Role.NODE)
          .forEach(name -> nodes.add(name.text()));
    }
    return nodes;
  }

  private static void addCollapsed(
      Pieces pieces, List<Slot> slots, Slot below, ObjectNode child, List<Pieces> candidates) {
    List<String> path = below.path().subList(0, below.path().size() - 1);
    if (path.isEmpty()) {
      ObjectNode body = pieces.get(below.piece()).asCommand().orElseThrow().arguments();
      Pieces left = pieces.with(below.piece(), pieces.get(below.piece()).withBody(child));
      candidates.add(renamed(left, body.path("node-name"), child.get("node-name")));
      return;
    }
    slots.stream()
        .filter(slot -> slot.piece() == below.piece() && slot.path().equals(path))
        .map(slot ->
            renamed(
                slot.with(pieces, child),
                slot.in(pieces).path("node-name"),
                child.get("node-name")))
        .forEach(candidates::add);
  }

  private static Pieces renamed(Pieces pieces, JsonNode from, JsonNode to) {
    return Names.rename(pieces, Map.of(new Name(Role.NODE, from.asText()), to.asText()));
  }

  /** A node name that nothing has. */
  static String freshName(Pieces pieces) {
    Set<String> taken = nodes(pieces);
    int number = 0;
    while (taken.contains("n" + number)) {
      number++;
    }
    return "n" + number;
  }

  private static Pieces named(Pieces pieces, Slot slot, ObjectNode node, String madeUp) {
    String name = freshName(pieces);
    ObjectNode named = node.deepCopy().put("node-name", name);
    return Names.rename(slot.with(pieces, named), Map.of(new Name(Role.NODE, madeUp), name));
  }
}
