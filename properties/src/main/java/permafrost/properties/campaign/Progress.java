package permafrost.properties.campaign;

/** Is told how a campaign goes. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress SILENT = (tally, nanos, divergences) -> {};

  /**
   * After each case.
   *
   * @param tally what has been counted so far
   * @param nanos since the campaign's start
   * @param divergences new ones, by signature
   */
  void update(Tally tally, long nanos, int divergences);
}
