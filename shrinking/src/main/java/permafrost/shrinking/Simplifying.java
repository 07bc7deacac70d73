package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.scenario.Line;

/** The passes that make a part plainer. */
final class Simplifying {

  /** Options dropped, plainer drivers, shorter chains, plainer values, in every command. */
  static final Pass BODIES =
      Pass.each(
          pieces -> {
            List<Pieces> candidates = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
              Piece piece = pieces.get(i);
              if (piece.asCommand().isPresent()) {
                for (JsonNode variant : Plainer.of(piece.asCommand().get().arguments())) {
                  if (variant instanceof ObjectNode body) {
                    candidates.add(pieces.with(i, piece.withBody(body)));
                  }
                }
              }
            }
            return candidates;
          });

  /** Fewer options and smaller sizes in what is done before QEMU starts. */
  static final Pass HOST_LINES =
      Pass.each(
          pieces -> {
            List<Pieces> candidates = new ArrayList<>();
            for (int i : pieces.indices(Piece.Host.class)) {
              for (Line line : PlainerHost.of(((Piece.Host) pieces.get(i)).line())) {
                candidates.add(pieces.with(i, new Piece.Host(line)));
              }
            }
            return candidates;
          });

  private Simplifying() {}
}
