package permafrost.properties.lockstep;

import java.util.List;
import java.util.Optional;
import permafrost.model.Refusal;
import permafrost.properties.oracle.Divergence;

/**
 * What came of running a scenario.
 *
 * @param steps the scenario's own commands that agreed with their predictions in all
 * @param refusals what QEMU refused with as predicted, one element for each time
 * @param bytes what was sent to QEMU
 * @param divergence the first; empty where all agreed
 */
public record Result(
    int steps, List<Refusal> refusals, long bytes, Optional<Divergence> divergence) {

  public Result {
    refusals = List.copyOf(refusals);
  }
}
