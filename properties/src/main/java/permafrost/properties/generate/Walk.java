package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.blockjob.Drain;

/** One walk through the model, command by command. */
final class Walk {

  private static final int MOST_TRIES = 2000;

  /** How often a command that should work and does not is taken all the same. */
  private static final int REFUSED_PERCENT = 25;

  /** How often it is the jobs' turn where hardly any other command is possible. */
  private static final int JOBS_PERCENT = 40;

  private final List<Profile.Turn> turns;
  private final Model model;
  private final Map<Repertoire, List<Idea>> kinds = new EnumMap<>(Repertoire.class);
  private final Dice dice;
  private final List<Avoidance> avoidances;
  private final List<Command> commands = new ArrayList<>();
  private final List<Prediction> predictions = new ArrayList<>();
  private final List<String> ideas = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private State state;

  Walk(List<Profile.Turn> turns, Model model, Dice dice, List<Avoidance> avoidances, State start) {
    this.model = model;
    for (Profile.Turn turn : turns) {
      List<Idea> ideas = turn.kind().ideas(model);
      if (!ideas.isEmpty()) {
        kinds.put(turn.kind(), ideas);
      }
    }
    this.turns = turns.stream().filter(turn -> kinds.containsKey(turn.kind())).toList();
    this.dice = dice;
    this.avoidances = avoidances;
    this.state = start;
  }

  /** Adds one command; false where none was found, which ends the walk. */
  boolean step() {
    Situation situation = new Situation(dice, model, state, commands);
    boolean ofJobs = letsGoOn(Drain.ofAll(state.graph())) && dice.percent(JOBS_PERCENT);
    Repertoire kind = ofJobs ? Repertoire.JOB_VERB : anyKind();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Idea idea = dice.weighted(kinds.get(kind));
      Optional<Command> command = idea.suggest(situation).map(this::asKnown);
      if (command.isPresent() && taken(kind, idea, command.get())) {
        return true;
      }
      if (command.isEmpty() ? tries % 8 == 7 : tries % 20 == 19) {
        kind = anyKind();
      }
    }
    return false;
  }

  /**
   * Whether a drain may let a job go on that waits for its limit: how far, the model does not know.
   */
  private boolean letsGoOn(Drain drain) {
    return !model.has(Behaviour.LIMITED_JOB_SLEEPS_ON)
        && state.jobs().drained(drain::reaches, drain.mostTimes()).mayEnd();
  }

  /** A reopen of one node as old QEMUs know it, where this is one. */
  private Command asKnown(Command command) {
    JsonNode options = command.arguments().path("options");
    boolean old =
        command.name().equals("blockdev-reopen")
            && model.schema().command("blockdev-reopen").isEmpty()
            && model.schema().command("x-blockdev-reopen").isPresent();
    return old && options.size() == 1 && options.get(0) instanceof ObjectNode one
        ? new Command("x-blockdev-reopen", one)
        : command;
  }

  private Repertoire anyKind() {
    return dice.<Profile.Turn>weighted(turns).kind();
  }

  private boolean taken(Repertoire kind, Idea idea, Command command) {
    if (letsGoOn(new Drain(state.graph(), command))) {
      return false;
    }
    Prediction prediction = model.step(state, command);
    for (Avoidance avoidance : avoidances) {
      if (avoidance.meets(state, command, prediction)) {
        return false;
      }
    }
    switch (prediction) {
      case Prediction.Unmodelled unknown -> {
        dropped.add(kind.nameOf(idea) + ": " + unknown.what());
        return false;
      }
      case Prediction.Refused refused -> {
        if (kind.shouldWork() && !dice.percent(REFUSED_PERCENT)) {
          return false;
        }
        state = refused.next();
      }
      case Prediction.Success success -> state = success.next();
    }
    commands.add(command);
    predictions.add(prediction);
    ideas.add(kind.nameOf(idea));
    return true;
  }

  List<Command> commands() {
    return commands;
  }

  List<Prediction> predictions() {
    return predictions;
  }

  List<String> ideas() {
    return ideas;
  }

  List<String> dropped() {
    return dropped;
  }
}
