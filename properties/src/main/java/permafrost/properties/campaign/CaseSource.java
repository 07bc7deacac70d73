package permafrost.properties.campaign;

import java.util.List;
import java.util.Optional;
import permafrost.model.scenario.Scenario;

/** Makes random cases. */
@FunctionalInterface
public interface CaseSource {

  /** The case of a seed: the same seed gives the same case. */
  Case of(long seed);

  /**
   * A random case.
   *
   * @param scenario what happens; empty where no case could be made
   * @param careful whether it steps around the known divergences: one that it meets all the same is
   *     no known one
   * @param dropped for each command that was thought of and left out since the model does not know
   *     it, what it does not know
   */
  record Case(Optional<Scenario> scenario, boolean careful, List<String> dropped) {
    public Case {
      dropped = List.copyOf(dropped);
    }

    /** No case, and why. */
    static Case failed(String why) {
      return new Case(Optional.empty(), false, List.of(why));
    }
  }
}
