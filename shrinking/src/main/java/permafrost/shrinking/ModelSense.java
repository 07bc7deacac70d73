package permafrost.shrinking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/**
 * Throws out candidates that the model finds senseless: one of the commands before the last is
 * refused, or outside the model, in a way in which none of the original was. What the last command
 * does is not judged: there the model and QEMU disagree.
 */
public final class ModelSense implements Sense {

  private final Foresight foresight;
  private final Set<String> troublesOfOriginal;

  ModelSense(Foresight foresight, Scenario original) {
    this.foresight = foresight;
    this.troublesOfOriginal =
        walk(original).stream()
            .filter(Step::isTrouble)
            .map(Step::trouble)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The sieve of this model for one divergence.
   *
   * @param model the model that met the divergence
   * @param original the scenario in which it did
   */
  public static ModelSense of(Model model, Scenario original) {
    return new ModelSense(
        new Foresight() {
          @Override
          public Files prepare(Files files, Line line) {
            return model.prepare(files, line);
          }

          @Override
          public Prediction launch(Files files, Line.Launch launch) {
            return model.launch(files, launch);
          }

          @Override
          public Prediction step(State state, Command command) {
            return model.step(state, command);
          }
        },
        original);
  }

  @Override
  public boolean sensible(Scenario candidate) {
    List<Step> steps = walk(candidate);
    return steps.stream()
        .filter(Step::isTrouble)
        .allMatch(step ->
            troublesOfOriginal.contains(step.trouble())
                || step == steps.getLast() && step.outcome() == Outcome.REFUSED);
  }

  @Override
  public Set<Integer> refused(Scenario scenario) {
    List<Step> commands = walk(scenario).stream().filter(step -> !step.isLaunch()).toList();
    return IntStream.range(0, commands.size())
        .filter(i -> i + 1 < scenario.commands().size())
        .filter(i -> commands.get(i).outcome() == Outcome.REFUSED)
        .boxed()
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What the sieve asks of the model. */
  interface Foresight {

    /** See {@link Model#prepare}. */
    Files prepare(Files files, Line line);

    /** See {@link Model#launch}. */
    Prediction launch(Files files, Line.Launch launch);

    /** See {@link Model#step}. */
    Prediction step(State state, Command command);
  }

  private enum Outcome {
    SUCCEEDS,
    REFUSED,
    UNKNOWN
  }

  /** The launch or a command, and what the model says of it. */
  private record Step(String what, Outcome outcome, String detail) {

    boolean isTrouble() {
      return outcome != Outcome.SUCCEEDS;
    }

    boolean isLaunch() {
      return what.equals("launch");
    }

    String trouble() {
      return what + ": " + detail;
    }
  }

  private List<Step> walk(Scenario scenario) {
    Walk walk = new Walk();
    for (Line line : scenario.lines()) {
      if (!walk.goesOn(line)) {
        break;
      }
    }
    return walk.steps;
  }

  /** One scenario, as far as the model can see. */
  private final class Walk {

    private final List<Step> steps = new ArrayList<>();
    private Files files = Files.NONE;
    private Optional<State> state = Optional.empty();

    boolean goesOn(Line line) {
      return switch (line) {
        case Line.Launch launch -> records("launch", foresight.launch(files, launch));
        case Line.Execute(Command command) ->
            state.isPresent() && records(command.name(), foresight.step(state.get(), command));
        case Line.QemuImg tool -> prepares(tool);
        case Line.QemuIo tool -> prepares(tool);
        case Line.CreateImage image -> prepares(image);
        case Line.WriteFile file -> prepares(file);
        case Line.Return reply -> true;
        case Line.Error reply -> true;
        case Line.Event event -> true;
      };
    }

    private boolean prepares(Line line) {
      if (state.isPresent()) {
        steps.add(new Step("host", Outcome.UNKNOWN, "a tool while QEMU runs"));
        return false;
      }
      files = foresight.prepare(files, line);
      return true;
    }

    private boolean records(String what, Prediction prediction) {
      return switch (prediction) {
        case Prediction.Success success -> {
          steps.add(new Step(what, Outcome.SUCCEEDS, ""));
          state = Optional.of(success.next());
          yield true;
        }
        case Prediction.Refused refused -> {
          steps.add(new Step(what, Outcome.REFUSED, refused.refusal().name()));
          state = Optional.of(refused.next());
          yield true;
        }
        case Prediction.Unmodelled unmodelled -> {
          steps.add(new Step(what, Outcome.UNKNOWN, unmodelled.what()));
          yield false;
        }
      };
    }
  }
}
