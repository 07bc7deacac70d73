package permafrost.shrinking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The passes that leave everything as it is but for how it is written. */
final class Canonical {

  /** Names and the order of keys: all at once, else as much as the divergence lets. */
  static final Pass NAMES =
      trial -> {
        if (!trial.accepts(CanonicalForm.of(trial.current()))) {
          trial.accepts(CanonicalForm.withKeysInOrder(trial.current()));
          Pass.each(Canonical::withOneNameRenamed).apply(trial);
        }
      };

  /** Neighbours of one kind swapped, where that reads the same from every order. */
  static final Pass ORDER =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        int last = pieces.lastStep();
        for (int i = 0; i + 1 < pieces.size(); i++) {
          if (i + 1 != last && sameKind(pieces.get(i), pieces.get(i + 1))) {
            List<Piece> parts = new ArrayList<>(pieces.list());
            Collections.swap(parts, i, i + 1);
            candidates.add(CanonicalForm.of(pieces.withList(parts)));
          }
        }
        return candidates;
      });

  private Canonical() {}

  private static boolean sameKind(Piece one, Piece other) {
    return one.isArgument() && other.isArgument() || one.getClass() == other.getClass();
  }

  private static List<Pieces> withOneNameRenamed(Pieces pieces) {
    List<Pieces> candidates = new ArrayList<>();
    for (Map.Entry<Name, String> entry : CanonicalForm.newNames(pieces).entrySet()) {
      Name name = entry.getKey();
      Map<Name, String> swap = new HashMap<>();
      swap.put(new Name(name.role(), entry.getValue()), name.text());
      swap.put(name, entry.getValue());
      candidates.add(Names.rename(pieces, swap));
    }
    return candidates;
  }
}
