package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import permafrost.model.Command;

/** The passes that leave out what happens to a node or an object after it was added. */
final class History {

  /**
   * A deletion left out: what is added later under the same name gets another one, or what is
   * deleted is not added at all.
   */
  static final Pass NOT_DELETED =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (int i : earlierSteps(pieces)) {
          deleted(pieces.get(i).asCommand().orElseThrow())
              .ifPresent(name -> {
                candidates.add(withAnotherNameFrom(pieces, i, name));
                added(pieces, i, name)
                    .ifPresent(add -> candidates.add(pieces.without(Set.of(add, i))));
              });
        }
        return candidates;
      });

  /** A reopen left out: its nodes stand on the command line, and begin as it would leave them. */
  static final Pass BEGUN_AS_REOPENED =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (int i : earlierSteps(pieces)) {
          Command command = pieces.get(i).asCommand().orElseThrow();
          if (command.name().equals("blockdev-reopen")) {
            begunAsReopened(pieces, i, false).ifPresent(candidates::add);
            begunAsReopened(pieces, i, true).ifPresent(candidates::add);
          }
        }
        return candidates;
      });

  private History() {}

  private static List<Integer> earlierSteps(Pieces pieces) {
    int last = pieces.lastStep();
    return pieces.where(i -> i != last && pieces.get(i) instanceof Piece.Step);
  }

  private static Optional<Name> deleted(Command command) {
    return switch (command.name()) {
      case "blockdev-del" -> name(Role.NODE, command.arguments().path("node-name"));
      case "object-del" -> name(Role.OBJECT, command.arguments().path("id"));
      default -> Optional.empty();
    };
  }

  private static Optional<Name> name(Role role, JsonNode text) {
    return text.isTextual() ? Optional.of(new Name(role, text.asText())) : Optional.empty();
  }

  private static Optional<Integer> added(Pieces pieces, int before, Name name) {
    Set<Integer> droppable = pieces.droppable();
    return IntStream.range(0, before)
        .filter(i -> droppable.contains(i) && Names.givenBy(pieces.get(i)).contains(name))
        .boxed()
        .reduce((first, second) -> second);
  }

  private static Pieces withAnotherNameFrom(Pieces pieces, int deletion, Name name) {
    Pieces before = pieces.withList(pieces.list().subList(0, deletion));
    Pieces after =
        Names.rename(
            pieces.withList(pieces.list().subList(deletion + 1, pieces.size())),
            Map.of(name, Sharing.freshName(pieces)));
    List<Piece> parts = new ArrayList<>(before.list());
    parts.addAll(after.list());
    return pieces.withList(parts);
  }

  private static Optional<Pieces> begunAsReopened(Pieces pieces, int reopen, boolean asLast) {
    Optional<Pieces> changed = Optional.of(pieces.without(Set.of(reopen)));
    for (JsonNode node : pieces.get(reopen).asCommand().orElseThrow().arguments().path("options")) {
      if (node instanceof ObjectNode options && options.has("node-name")) {
        changed = changed.flatMap(p -> rewritten(p, options, asLast));
      }
    }
    return changed;
  }

  private static Optional<Pieces> rewritten(Pieces pieces, ObjectNode options, boolean asLast) {
    String name = options.get("node-name").asText();
    Pieces apart = apart(pieces, name);
    Optional<Integer> old = option(apart, name);
    if (old.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode child : apart.get(old.get()).asCommand().orElseThrow().arguments()) {
      if (child.has("node-name")) {
        apart = apart(apart, child.get("node-name").asText());
      }
    }
    int at = option(apart, name).orElseThrow();
    Piece piece = apart.get(at).withBody(options);
    if (!asLast) {
      return Optional.of(apart.with(at, piece));
    }
    Pieces others = apart.without(Set.of(at));
    List<Piece> parts = new ArrayList<>(others.list());
    List<Integer> launch =
        others.where(i -> others.get(i).isArgument() || others.get(i) instanceof Piece.Start);
    parts.add(launch.getLast() + 1, piece);
    return Optional.of(others.withList(parts));
  }

  /** The launch argument that adds this node. */
  private static Optional<Integer> option(Pieces pieces, String name) {
    return pieces.indices(Piece.Option.class).stream()
        .filter(i ->
            pieces
                .get(i)
                .asCommand()
                .orElseThrow()
                .arguments()
                .path("node-name")
                .asText()
                .equals(name))
        .findFirst();
  }

  /** The same with this node, if a launch argument has it as a child, in an argument of its own. */
  private static Pieces apart(Pieces pieces, String name) {
    return Slot.of(pieces).stream()
        .filter(slot -> pieces.get(slot.piece()) instanceof Piece.Option)
        .filter(slot -> slot.in(pieces).isObject())
        .filter(slot -> slot.in(pieces).path("node-name").asText().equals(name))
        .findFirst()
        .map(slot ->
            Splitting.inserted(
                slot.with(pieces, TextNode.valueOf(name)),
                slot.piece(),
                (ObjectNode) slot.in(pieces),
                name))
        .orElse(pieces);
  }
}
