package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import permafrost.model.Command;
import permafrost.model.scenario.Line;

/** The passes that leave whole parts out. */
final class Dropping {

  /** Refused commands: all at once, else one by one. They change nothing. */
  static final Pass REFUSED =
      trial -> {
        Set<Integer> refused = refused(trial.current(), trial.sense());
        if (!refused.isEmpty() && !trial.accepts(trial.current().without(refused))) {
          dropChunks(trial, pieces -> List.copyOf(refused(pieces, trial.sense())));
        }
      };

  /** Recorded replies and events: all at once, else one by one. */
  static final Pass RECORDED = chunks(Piece.Recorded.class::isInstance);

  /** Delta debugging over the commands. */
  static final Pass COMMANDS = chunks(Piece.Step.class::isInstance);

  /** Delta debugging over the launch arguments. */
  static final Pass ARGUMENTS = chunks(Piece::isArgument);

  /** Delta debugging over what is done before QEMU starts. */
  static final Pass HOST_LINES = chunks(Piece.Host.class::isInstance);

  /**
   * All that the last command does not need: by definitions, else by anything that names the same.
   */
  static final Pass UNRELATED =
      trial -> {
        Pieces whole = trial.current();
        for (Reach reach : Reach.values()) {
          if (trial.accepts(whole.without(unrelated(whole, reach)))) {
            return;
          }
        }
      };

  /** A name with every part that has it; else only what gives it and, elsewhere, the mention. */
  static final Pass SLICES =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (Name name : namesOf(pieces).reversed()) {
          candidates.add(pieces.without(mentioning(pieces, name)));
          candidates.add(withoutName(pieces, name));
        }
        return candidates;
      });

  private enum Reach {
    WHAT_IT_NAMES,
    WHAT_NAMES_THE_SAME,
    WHATEVER_IS_CONNECTED
  }

  private Dropping() {}

  private static Pass chunks(Predicate<Piece> kind) {
    return trial ->
        dropChunks(
            trial,
            pieces -> {
              Set<Integer> droppable = pieces.droppable();
              return pieces.where(i -> droppable.contains(i) && kind.test(pieces.get(i)));
            });
  }

  /** Chunks from the whole down to one part, from the back, since later parts need earlier ones. */
  private static void dropChunks(Trial trial, Function<Pieces, List<Integer>> choose) {
    int size = choose.apply(trial.current()).size();
    while (size > 0) {
      int end = choose.apply(trial.current()).size();
      while (end > 0 && !trial.exhausted()) {
        int start = Math.max(0, end - size);
        List<Integer> chosen = choose.apply(trial.current());
        trial.accepts(trial.current().without(Set.copyOf(chosen.subList(start, end))));
        end = start;
      }
      size /= 2;
    }
  }

  private static Set<Integer> refused(Pieces pieces, Sense sense) {
    List<Integer> steps = pieces.indices(Piece.Step.class);
    Set<Integer> refused =
        sense.refused(pieces.toScenario()).stream().map(steps::get).collect(Collectors.toSet());
    int step = -1;
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof Piece.Step) {
        step = i;
      } else if (pieces.get(i) instanceof Piece.Recorded(Line.Error error)) {
        refused.add(step);
      }
    }
    refused.retainAll(pieces.droppable());
    return refused;
  }

  private static Set<Integer> unrelated(Pieces pieces, Reach reach) {
    int last = pieces.lastStep();
    if (last < 0) {
      return Set.of();
    }
    Set<Integer> dropped = new HashSet<>(pieces.droppable());
    Set<Name> needed = new HashSet<>(Names.of(pieces.get(last)));
    if (reach == Reach.WHAT_NAMES_THE_SAME) {
      keep(pieces, dropped, needed, Names::of, false);
    }
    boolean anything = reach == Reach.WHATEVER_IS_CONNECTED;
    keep(pieces, dropped, needed, anything ? Names::of : Names::givenBy, true);
    return dropped;
  }

  private static void keep(
      Pieces pieces,
      Set<Integer> dropped,
      Set<Name> needed,
      Function<Piece, Set<Name>> ties,
      boolean onAndOn) {
    boolean grown = true;
    while (grown) {
      Set<Name> reached = Set.copyOf(needed);
      List<Integer> kept =
          dropped.stream()
              .filter(i -> ties.apply(pieces.get(i)).stream().anyMatch(reached::contains))
              .toList();
      kept.forEach(i -> needed.addAll(Names.of(pieces.get(i))));
      grown = dropped.removeAll(Set.copyOf(kept)) && onAndOn;
    }
  }

  private static LinkedHashSet<Name> namesOf(Pieces pieces) {
    LinkedHashSet<Name> names = new LinkedHashSet<>();
    pieces.list().forEach(piece -> names.addAll(Names.of(piece)));
    return names;
  }

  private static Set<Integer> mentioning(Pieces pieces, Name name) {
    Set<Integer> mentioning = pieces.droppable();
    mentioning.removeIf(i -> !Names.of(pieces.get(i)).contains(name));
    return mentioning;
  }

  private static Pieces withoutName(Pieces pieces, Name name) {
    Set<Integer> dropped = new HashSet<>();
    Pieces stripped = pieces;
    for (int i : mentioning(pieces, name)) {
      Piece piece = pieces.get(i);
      Optional<JsonNode> body =
          piece.asCommand().flatMap(command -> Mentions.without(command, name));
      if (body.isPresent()) {
        stripped = stripped.with(i, piece.withBody((ObjectNode) body.get()));
      } else {
        dropped.add(i);
      }
    }
    int last = pieces.lastStep();
    Optional<Command> lastCommand = last < 0 ? Optional.empty() : pieces.get(last).asCommand();
    Optional<JsonNode> body = lastCommand.flatMap(command -> Mentions.without(command, name));
    if (body.isPresent()) {
      stripped = stripped.with(last, pieces.get(last).withBody((ObjectNode) body.get()));
    }
    return stripped.without(dropped);
  }
}
