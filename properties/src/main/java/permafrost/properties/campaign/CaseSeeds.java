package permafrost.properties.campaign;

import java.util.SplittableRandom;

/**
 * The seeds of a campaign's cases: case i of one campaign seed is always the same.
 *
 * @param campaign the campaign's seed
 */
public record CaseSeeds(long campaign) {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** The seed of case {@code index}, which starts at 0. */
  public long of(long index) {
    return new SplittableRandom(campaign ^ GOLDEN * (index + 1)).nextLong();
  }
}
