package permafrost.properties.bench;

import java.util.List;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Planner;

/**
 * How fast the model alone is, on one core.
 *
 * @param stepsPerSecond commands of generated cases
 * @param predictionsPerSecond the same with both queries after each command
 */
record ModelSpeed(double stepsPerSecond, double predictionsPerSecond) {

  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final long NANOS = 2_000_000_000L;

  static ModelSpeed measure(Model model, List<Plan> plans) {
    List<Walk> walks = plans.stream().map(plan -> Walk.of(model, plan)).toList();
    rate(model, walks, false, WARM_UP_NANOS);
    rate(model, walks, true, WARM_UP_NANOS);
    return new ModelSpeed(rate(model, walks, false, NANOS), rate(model, walks, true, NANOS));
  }

  private static double rate(Model model, List<Walk> walks, boolean queries, long nanos) {
    long start = System.nanoTime();
    long done = 0;
    while (System.nanoTime() - start < nanos) {
      for (Walk walk : walks) {
        done += walk.run(model, queries);
      }
    }
    return done * 1e9 / (System.nanoTime() - start);
  }

  /** A case as the model sees it. */
  private record Walk(State first, List<Command> commands) {

    static Walk of(Model model, Plan plan) {
      Files files = Files.NONE;
      for (Line line : plan.host()) {
        files = model.prepare(files, line);
      }
      State first = ((Prediction.Success) model.launch(files, plan.launch())).next();
      return new Walk(first, plan.scenario().commands());
    }

    int run(Model model, boolean queries) {
      State state = first;
      int predictions = 0;
      for (Command command : commands) {
        state = next(model.step(state, command), state);
        predictions++;
        for (Command query : queries ? Planner.WATCHES : List.<Command>of()) {
          model.step(state, query);
          predictions++;
        }
      }
      return predictions;
    }

    private static State next(Prediction prediction, State before) {
      return switch (prediction) {
        case Prediction.Success success -> success.next();
        case Prediction.Refused refused -> refused.next();
        case Prediction.Unmodelled unmodelled -> before;
      };
    }
  }
}
