package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import permafrost.model.scenario.Line;

/** The passes that make a part plainer. */
final class Simplifying {

  /** Options dropped, plainer drivers, shorter chains, plainer values, in every command. */
  static final Pass BODIES =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
          Piece piece = pieces.get(i);
          if (piece.asCommand().isPresent()) {
            for (JsonNode variant : Plainer.of(piece.asCommand().get().arguments())) {
              if (variant instanceof ObjectNode body) {
                Pieces plainer = pieces.with(i, piece.withBody(body));
                candidates.add(plainer);
                candidates.add(mended(pieces, plainer));
              }
            }
          }
        }
        return candidates;
      });

  /** Fewer options and smaller sizes in what is done before QEMU starts. */
  static final Pass HOST_LINES =
      Pass.each(pieces -> {
        List<Pieces> candidates = new ArrayList<>();
        for (int i : pieces.indices(Piece.Host.class)) {
          for (Line line : PlainerHost.of(((Piece.Host) pieces.get(i)).line())) {
            candidates.add(pieces.with(i, new Piece.Host(line)));
          }
        }
        return candidates;
      });

  private Simplifying() {}

  /** Each reference to a node that was there before and is no more: {@code null-co} instead. */
  private static Pieces mended(Pieces before, Pieces after) {
    Set<String> lost = new HashSet<>(Sharing.nodes(before));
    lost.removeAll(Sharing.nodes(after));
    Pieces mended = after;
    for (Slot slot : Slot.of(after)) {
      JsonNode value = slot.in(after);
      if (value.isTextual() && lost.contains(value.asText())) {
        mended = slot.with(mended, Plainer.NULL);
      }
    }
    return mended;
  }
}
