package permafrost.shrinking;

import permafrost.model.scenario.Scenario;

/**
 * What shrinking came to.
 *
 * @param scenario the smallest scenario that showed the divergence; the one given where even that
 *     did not
 * @param reproduced whether the scenario given showed the divergence when it was run again
 * @param runs how often a QEMU was run
 * @param thrownOut how many candidates the model threw out without a run
 * @param minimal whether no edit that shrinking knows makes it smaller still; false where the
 *     limits were met before
 */
public record Shrunk(
    Scenario scenario, boolean reproduced, int runs, int thrownOut, boolean minimal) {}
