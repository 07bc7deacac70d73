package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.properties.lockstep.TestedQemu;

/** Makes the starting graph, on the command line, where it costs next to nothing. */
final class Opening {

  private static final int EMPTY_PERCENT = 25;
  private static final int MOST_OBJECTS = 6;
  private static final int DRIVE_PERCENT = 30;

  private static final List<Working> IDEAS =
      List.of(
          Working.GROUP_ADD,
          Working.GROUP_ADD,
          Working.CHAIN,
          Working.HOLDING_CHAIN,
          Working.HOLDING_CHAIN,
          Working.ADD,
          Working.ADD,
          Working.ADD,
          Working.ADD);

  private final Model model;
  private final Files files;

  Opening(Model model, Files files) {
    this.model = model;
    this.files = files;
  }

  /** A launch that succeeds, at times with no graph at all. */
  Start start(Dice dice, String program) {
    Line.Launch bare = new Line.Launch(List.of(), program);
    Prediction.Success empty = success(bare).orElseThrow();
    if (dice.percent(EMPTY_PERCENT)) {
      return new Start(bare, List.of(), empty);
    }
    State state = empty.next();
    List<String> arguments = new ArrayList<>();
    List<ObjectNode> nodes = new ArrayList<>();
    int wanted = 1 + dice.below(MOST_OBJECTS);
    for (int tries = 0; tries < wanted; tries++) {
      Idea idea = dice.oneOf(IDEAS).orElseThrow();
      Optional<Command> command = idea.suggest(new Situation(dice, model, state, List.of()));
      if (command.isPresent()
          && model.step(state, command.get()) instanceof Prediction.Success success) {
        ObjectNode options = command.get().arguments();
        arguments.add(idea == Working.GROUP_ADD ? "--object" : "--blockdev");
        arguments.add(options.toString());
        nodes.add(options);
        state = success.next();
      }
    }
    if (program.equals(TestedQemu.EMULATOR) && dice.percent(DRIVE_PERCENT)) {
      drive(dice, arguments, nodes);
    }
    Line.Launch launch = new Line.Launch(arguments, program);
    return success(launch)
        .map(prediction -> new Start(launch, nodes, prediction))
        .orElse(new Start(bare, List.of(), empty));
  }

  /** A named block backend; at times with a device, at times with a named node. */
  private static void drive(Dice dice, List<String> arguments, List<ObjectNode> nodes) {
    HostFile file = dice.oneOf(HostFile.values());
    String text =
        "if=%s,id=x,file=%s,format=%s,cache=%s%s"
            .formatted(
                dice.oneOf("none", "virtio"),
                file.path(),
                file.qcow2() ? "qcow2" : "raw",
                dice.oneOf("writeback", "writethrough", "unsafe"),
                dice.oneOf("", ",node-name=n", ",read-only=on"));
    arguments.addAll(List.of("-drive", text));
    nodes.add(Situation.json().put("filename", file.path()));
  }

  private Optional<Prediction.Success> success(Line.Launch launch) {
    return model.launch(files, launch) instanceof Prediction.Success success
        ? Optional.of(success)
        : Optional.empty();
  }
}
