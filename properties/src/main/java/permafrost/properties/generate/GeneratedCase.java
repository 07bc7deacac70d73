package permafrost.properties.generate;

import java.util.List;
import permafrost.model.Prediction;
import permafrost.model.scenario.Scenario;

/**
 * One random case: what to run, and what the model says to it.
 *
 * @param seed what it was made from
 * @param careful whether it steps around the known divergences
 * @param scenario host lines, one launch, and the commands
 * @param launch what must be seen when QEMU is started; always a success
 * @param predictions what must be seen after each command, in the order of {@link
 *     Scenario#commands()}; never unmodelled
 * @param ideas the name of the idea behind each command, in the same order, for counting
 * @param dropped for each suggestion that was dropped because the model does not know it, what it
 *     does not know
 */
public record GeneratedCase(
    long seed,
    boolean careful,
    Scenario scenario,
    Prediction.Success launch,
    List<Prediction> predictions,
    List<String> ideas,
    List<String> dropped) {

  public GeneratedCase {
    predictions = List.copyOf(predictions);
    ideas = List.copyOf(ideas);
    dropped = List.copyOf(dropped);
  }
}
