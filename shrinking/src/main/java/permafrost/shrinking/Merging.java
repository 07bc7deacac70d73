package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Command;

/** The passes that make one part of two. */
final class Merging {

  /** Nodes and objects that commands add: put on the command line, all at once, else one by one. */
  static final Pass TO_LAUNCH =
      trial -> {
        if (!trial.accepts(toLaunch(trial.current(), movable(trial.current())))) {
          Pass.each(pieces ->
                  movable(pieces).stream().map(i -> toLaunch(pieces, List.of(i))).toList())
              .apply(trial);
        }
      };

  /** Tools that run beside QEMU: run before it. */
  static final Pass HOST_FIRST =
      trial -> {
        Pieces pieces = trial.current();
        List<Integer> starts = pieces.indices(Piece.Start.class);
        if (!starts.isEmpty()) {
          List<Integer> moved =
              pieces.where(i -> i > starts.getFirst() && pieces.get(i) instanceof Piece.Host);
          List<Piece> parts = new ArrayList<>(pieces.without(Set.copyOf(moved)).list());
          parts.addAll(starts.getFirst(), moved.stream().map(pieces::get).toList());
          trial.accepts(pieces.withList(parts));
        }
      };

  /** A node over another one that was added apart: left out, what is below takes its name. */
  static final Pass BYPASS =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (int i : adds(pieces)) {
          for (JsonNode child : pieces.get(i).asCommand().orElseThrow().arguments()) {
            bypassed(pieces, i, child).ifPresent(candidates::add);
          }
        }
        return candidates;
      });

  /** A node that was added apart: written where another node has a child. */
  static final Pass INLINE =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        int last = pieces.lastStep();
        for (int child : adds(pieces)) {
          for (int parent : pieces.where(i -> isAdd(pieces, i))) {
            if (parent != child && child != last) {
              candidates.addAll(inlined(pieces, child, parent));
            }
          }
        }
        return candidates;
      });

  private Merging() {}

  private static List<Integer> movable(Pieces pieces) {
    List<Integer> starts = pieces.indices(Piece.Start.class);
    int last = pieces.lastStep();
    int start = starts.isEmpty() ? Integer.MAX_VALUE : starts.getLast();
    return pieces.where(i ->
        i > start
            && i != last
            && pieces.get(i) instanceof Piece.Step(Command command)
            && LaunchOption.optionOf(command.name()).isPresent());
  }

  private static Pieces toLaunch(Pieces pieces, List<Integer> moved) {
    if (moved.isEmpty()) {
      return pieces;
    }
    List<Piece> options = new ArrayList<>();
    for (int i : moved) {
      Command command = pieces.get(i).asCommand().orElseThrow();
      String option = LaunchOption.optionOf(command.name()).orElseThrow();
      options.add(new Piece.Option(option, command.arguments()));
    }
    int end = pieces.indices(Piece.Start.class).getLast() + 1;
    while (end < pieces.size() && pieces.get(end).isArgument()) {
      end++;
    }
    List<Piece> parts = new ArrayList<>(pieces.without(Set.copyOf(moved)).list());
    parts.addAll(end, options);
    return pieces.withList(parts);
  }

  /** Whether the part adds a node. */
  static boolean isAdd(Pieces pieces, int index) {
    return pieces.get(index).asCommand().filter(c -> c.name().equals("blockdev-add")).isPresent();
  }

  private static List<Integer> adds(Pieces pieces) {
    Set<Integer> droppable = pieces.droppable();
    return pieces.where(i -> droppable.contains(i) && isAdd(pieces, i));
  }

  private static Optional<Pieces> bypassed(Pieces pieces, int index, JsonNode child) {
    JsonNode own = pieces.get(index).asCommand().orElseThrow().arguments().path("node-name");
    Name below = new Name(Role.NODE, child.asText());
    boolean isNode =
        child.isTextual()
            && own.isTextual()
            && !child.equals(own)
            && pieces.list().stream().anyMatch(piece -> Names.givenBy(piece).contains(below));
    if (!isNode) {
      return Optional.empty();
    }
    Pieces left = pieces.without(Set.of(index));
    return Optional.of(
        Names.rename(left, Map.of(new Name(Role.NODE, own.asText()), child.asText())));
  }

  /** The child at each place of the parent where one stands. */
  private static List<Pieces> inlined(Pieces pieces, int child, int parent) {
    ObjectNode body = pieces.get(child).asCommand().orElseThrow().arguments();
    return Slot.of(pieces).stream()
        .filter(slot -> slot.piece() == parent)
        .map(slot -> slot.with(pieces, body).without(Set.of(child)))
        .toList();
  }
}
