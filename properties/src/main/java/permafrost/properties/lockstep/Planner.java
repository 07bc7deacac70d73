package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import permafrost.fixtures.Unusable;
import permafrost.model.Command;
import permafrost.model.MadeUpName;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/** Predicts a whole scenario, without a QEMU. */
public final class Planner {

  /** What looks at the graph and its nodes after every step. */
  public static final List<Command> WATCHES =
      List.of(Command.of("x-debug-query-block-graph"), Command.of("query-named-block-nodes"));

  /** The same while there are jobs. */
  private static final List<Command> JOB_WATCHES =
      Stream.concat(
              WATCHES.stream(), Stream.of(Command.of("query-jobs"), Command.of("query-block-jobs")))
          .toList();

  private final Model model;

  /** A planner that asks this model. */
  public Planner(Model model) {
    this.model = model;
  }

  /**
   * Predicts each line, and the two queries after each command that show the graph.
   *
   * @throws Unusable if the scenario does not start exactly one QEMU before its first command
   */
  public Plan plan(Scenario scenario) {
    return new Walk(scenario).plan();
  }

  /** One scenario being predicted. */
  private final class Walk {

    private final Scenario scenario;
    private final List<Line> host = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Plan.Beside> beside = new ArrayList<>();
    private int at;
    private int launchLine;

    Walk(Scenario scenario) {
      this.scenario = scenario;
    }

    Plan plan() {
      Files files = beforeLaunch();
      Line.Launch launch = (Line.Launch) scenario.lines().get(at);
      launchLine = number(at);
      at++;
      if (launch.arguments().isEmpty()) {
        files = hostLines(files);
      }
      Prediction launched = model.launch(files, launch);
      Optional<Plan.Unmodelled> unmodelled =
          switch (launched) {
            case Prediction.Success success -> commands(success.next());
            case Prediction.Refused refused -> Optional.empty();
            case Prediction.Unmodelled outside ->
                Optional.of(new Plan.Unmodelled(launchLine, outside.what()));
          };
      return new Plan(scenario, host, launchLine, launch, launched, exchanges, beside, unmodelled);
    }

    private Files beforeLaunch() {
      Files files = hostLines(Files.NONE);
      boolean launches = at < scenario.lines().size();
      if (!launches || !(scenario.lines().get(at) instanceof Line.Launch)) {
        String where = launches ? "line " + number(at) + " comes" : "ends";
        throw new Unusable(
            scenario.name() + " " + where + " before QEMU is started: put a launch line first");
      }
      return files;
    }

    private Files hostLines(Files before) {
      Files files = before;
      while (at < scenario.lines().size() && isHost(scenario.lines().get(at))) {
        host.add(scenario.lines().get(at));
        files = model.prepare(files, scenario.lines().get(at));
        at++;
      }
      return files;
    }

    private Optional<Plan.Unmodelled> commands(State first) {
      State state = first;
      watch(launchLine, Optional.empty(), state);
      for (; at < scenario.lines().size(); at++) {
        switch (scenario.lines().get(at)) {
          case Line.Execute execute -> {
            if (execute.command().name().equals("quit")) {
              return afterQuit();
            }
            Command command = modelNames(execute.command());
            Prediction prediction = model.step(state, command);
            Optional<State> next = next(prediction);
            if (next.isEmpty()) {
              String what = ((Prediction.Unmodelled) prediction).what();
              return Optional.of(new Plan.Unmodelled(number(at), what));
            }
            state = next.get();
            exchanges.add(new Exchange(number(at), Optional.of(command), command, prediction));
            if (!isQuery(command)) {
              watch(number(at), Optional.of(command), state);
            }
          }
          case Line.Return recorded -> {}
          case Line.Error recorded -> {}
          case Line.Event recorded -> {}
          case Line.Launch second ->
              throw new Unusable(
                  scenario.name()
                      + " line "
                      + number(at)
                      + " starts a second QEMU: start one only");
          case Line.QemuImg tool -> state = afterTool(state, tool);
          case Line.QemuIo tool -> state = afterTool(state, tool);
          case Line.CreateImage image -> state = afterTool(state, image);
          case Line.WriteFile file -> state = afterTool(state, file);
        }
      }
      return Optional.empty();
    }

    private State afterTool(State before, Line tool) {
      beside.add(new Plan.Beside(number(at), tool, exchanges.size()));
      return before.with(model.prepare(before.files(), tool));
    }

    private Optional<Plan.Unmodelled> afterQuit() {
      for (int i = at + 1; i < scenario.lines().size(); i++) {
        Line line = scenario.lines().get(i);
        if (isHost(line)) {
          beside.add(new Plan.Beside(number(i), line, Plan.Beside.AFTER_END));
        } else if (!isRecorded(line)) {
          return Optional.of(new Plan.Unmodelled(number(i), "what comes after quit"));
        }
      }
      return Optional.empty();
    }

    private void watch(int line, Optional<Command> step, State state) {
      for (Command query : state.jobs().newestFirst().isEmpty() ? WATCHES : JOB_WATCHES) {
        Prediction prediction = model.step(state, query);
        if (!(prediction instanceof Prediction.Unmodelled)) {
          exchanges.add(new Exchange(line, step, query, prediction));
        }
      }
    }
  }

  private static int number(int index) {
    return index + 2;
  }

  private static Optional<State> next(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> Optional.of(success.next());
      case Prediction.Refused refused -> Optional.of(refused.next());
      case Prediction.Unmodelled unmodelled -> Optional.empty();
    };
  }

  private static boolean isHost(Line line) {
    return switch (line) {
      case Line.QemuImg tool -> true;
      case Line.QemuIo tool -> true;
      case Line.CreateImage image -> true;
      case Line.WriteFile file -> true;
      case Line.Launch launch -> false;
      case Line.Execute execute -> false;
      case Line.Return recorded -> false;
      case Line.Error recorded -> false;
      case Line.Event recorded -> false;
    };
  }

  private static boolean isRecorded(Line line) {
    return line instanceof Line.Return || line instanceof Line.Error || line instanceof Line.Event;
  }

  /** A query changes nothing, so nothing has to be looked at after it. */
  private static boolean isQuery(Command command) {
    return command.name().startsWith("query-") || command.name().startsWith("x-debug-query-");
  }

  /** A recorded command may have names that the QEMU of the recording made up. */
  private static Command modelNames(Command command) {
    JsonNode arguments = ModelText.of(command.arguments(), MadeUpName::toModel);
    return arguments == command.arguments()
        ? command
        : new Command(command.name(), (ObjectNode) arguments);
  }
}
