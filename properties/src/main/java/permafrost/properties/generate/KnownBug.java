package permafrost.properties.generate;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.model.QemuVersion;

/**
 * What is known to be wrong in released QEMUs: each by the names of the known divergences that it
 * leads to, which say on which versions.
 */
public final class KnownBug {

  private KnownBug() {}

  /** Those of every version. */
  static List<Avoidance> all() {
    return Stream.<Avoidance[]>of(
            KnownOpeningBug.values(),
            KnownReopenBug.values(),
            KnownReplacementBug.values(),
            KnownActivityBug.values(),
            KnownSizeBug.values(),
            KnownDataBug.values(),
            KnownJobBug.values(),
            KnownJobRefusalBug.values(),
            KnownDrainBug.values(),
            KnownExportBug.values(),
            KnownNbdBug.values(),
            KnownMachineBug.values())
        .flatMap(Stream::of)
        .toList();
  }

  /**
   * Those of which this version has the divergence. A sequence must not step around what is fine.
   *
   * @param known which versions have which
   */
  public static List<Avoidance> of(QemuVersion version, KnownDivergences known) {
    List<String> had = known.of(version).stream().map(KnownDivergence::name).toList();
    return all().stream()
        .filter(bug -> bug.divergences().stream().anyMatch(had::contains))
        .toList();
  }

  /** The names of all known divergences that one of these stands for. */
  static List<String> names() {
    return all().stream()
        .map(Avoidance::divergences)
        .flatMap(Collection::stream)
        .distinct()
        .toList();
  }
}
