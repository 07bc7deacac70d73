package permafrost.properties.coverage;

import java.util.List;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.QemuVersion;

/**
 * Pairs that no run can see.
 *
 * @param rows their rows
 * @param columns their columns
 * @param reason why, in a few words
 * @param until the behaviour with which they can be seen; empty where none helps
 */
public record Impossibility(
    List<String> rows, List<String> columns, String reason, Optional<Behaviour> until) {

  /** Copies the lists. */
  public Impossibility {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** On every QEMU. */
  Impossibility(List<String> rows, List<String> columns, String reason) {
    this(rows, columns, reason, Optional.empty());
  }

  boolean holdsFor(QemuVersion version) {
    return until.isEmpty() || !until.get().holdsFor(version);
  }

  boolean covers(Pair pair) {
    return rows.contains(pair.row()) && columns.contains(pair.column());
  }
}
