package permafrost.properties.campaign;

import java.nio.file.Path;
import permafrost.properties.oracle.Divergence;

/**
 * A new divergence.
 *
 * @param divergence as it shows itself in the scenario
 * @param steps the QMP commands of that scenario
 * @param seconds from the campaign's start until it was found
 * @param folder where it is written down
 * @param scenario the file of the shrunk scenario, or of the one found where it was not shrunk
 * @param script the file of the shell script
 * @param shrunk how shrinking went, for people
 */
public record Finding(
    Divergence divergence,
    int steps,
    double seconds,
    Path folder,
    Path scenario,
    Path script,
    String shrunk) {}
