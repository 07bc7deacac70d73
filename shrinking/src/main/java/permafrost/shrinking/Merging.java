package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import permafrost.model.Command;

/** The passes that make one part of two. */
final class Merging {

  /** Nodes and objects that commands add: put on the command line, all at once, else one by one. */
  static final Pass TO_LAUNCH =
      trial -> {
        if (!trial.accepts(toLaunch(trial.current(), movable(trial.current())))) {
          Pass.each(
                  pieces ->
                      movable(pieces).stream().map(i -> toLaunch(pieces, List.of(i))).toList())
              .apply(trial);
        }
      };

  /** A node over another one that was added apart: left out, what is below takes its name. */
  static final Pass BYPASS =
      Pass.each(
          pieces -> {
            List<Pieces> candidates = new ArrayList<>();
            for (int i : adds(pieces)) {
              for (JsonNode child : pieces.get(i).asCommand().orElseThrow().arguments()) {
                bypassed(pieces, i, child).ifPresent(candidates::add);
              }
            }
            return candidates;
          });

  /** A node that was added apart: written where its parent names it. */
  static final Pass INLINE =
      Pass.each(
          pieces -> {
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
    return pieces.where(
        i ->
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

  private static boolean isAdd(Pieces pieces, int index) {
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

  private static List<Pieces> inlined(Pieces pieces, int child, int parent) {
    ObjectNode body = pieces.get(child).asCommand().orElseThrow().arguments();
    ObjectNode above = pieces.get(parent).asCommand().orElseThrow().arguments();
    if (!body.path("node-name").isTextual()) {
      return List.of();
    }
    return replacements(above, body.get("node-name"), body).stream()
        .map(merged -> pieces.with(parent, pieces.get(parent).withBody(merged)))
        .map(merged -> merged.without(Set.of(child)))
        .collect(Collectors.toList());
  }

  /** The object with one reference to the node replaced by the node, for every such reference. */
  private static List<ObjectNode> replacements(ObjectNode above, JsonNode name, ObjectNode node) {
    List<ObjectNode> replaced = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : above.properties()) {
      if (Role.CHILDREN.contains(entry.getKey()) && entry.getValue().equals(name)) {
        ObjectNode merged = above.deepCopy();
        merged.set(entry.getKey(), node);
        replaced.add(merged);
      } else if (entry.getValue() instanceof ObjectNode inner) {
        for (ObjectNode deeper : replacements(inner, name, node)) {
          ObjectNode merged = above.deepCopy();
          merged.set(entry.getKey(), deeper);
          replaced.add(merged);
        }
      }
    }
    return replaced;
  }
}
