package permafrost.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import permafrost.model.answer.Answer;
import permafrost.model.answer.BlockAnswer;
import permafrost.model.answer.BlockJobsAnswer;
import permafrost.model.answer.BlockStatsAnswer;
import permafrost.model.answer.ExportsAnswer;
import permafrost.model.answer.GraphAnswer;
import permafrost.model.answer.IoThreadsAnswer;
import permafrost.model.answer.JobsAnswer;
import permafrost.model.answer.NodesAnswer;
import permafrost.model.answer.Nothing;
import permafrost.model.answer.Text;
import permafrost.model.blockjob.BackupCommand;
import permafrost.model.blockjob.CommitCommand;
import permafrost.model.blockjob.Drain;
import permafrost.model.blockjob.DriveMirrorCommand;
import permafrost.model.blockjob.MirrorCommand;
import permafrost.model.blockjob.StreamCommand;
import permafrost.model.device.Drives;
import permafrost.model.device.IoThreadChange;
import permafrost.model.device.Plugging;
import permafrost.model.device.Unplugging;
import permafrost.model.export.Exporting;
import permafrost.model.export.NbdServing;
import permafrost.model.hmp.HumanMonitor;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.job.JobCommands;
import permafrost.model.object.IoThreads;
import permafrost.model.open.Activation;
import permafrost.model.open.Deletion;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.qapi.Schema;
import permafrost.model.qapi.Verdict;
import permafrost.model.quorum.ChildChange;
import permafrost.model.reopen.Reopen;
import permafrost.model.resize.ResizeCommand;
import permafrost.model.scenario.Line;
import permafrost.model.snapshot.BackingFileChange;
import permafrost.model.snapshot.SnapshotCommand;

/**
 * What QEMU should do: the one small core that everything else is built around. Pure: the same
 * state and command give the same prediction; no clock, no randomness, no I/O.
 */
public final class Model {

  private static final Answer NOTHING = new Nothing();

  private final Schema schema;
  private final Rulebook rulebook;

  /**
   * A model of one QEMU.
   *
   * @param schema what that QEMU answers to {@code query-qmp-schema}
   * @param rulebook its behaviours
   */
  public Model(Schema schema, Rulebook rulebook) {
    this.schema = schema;
    boolean emulator = schema.command("device_add").isPresent();
    this.rulebook = emulator ? rulebook.ofEmulator() : rulebook;
  }

  /** What the QEMU says that it takes. */
  public Schema schema() {
    return schema;
  }

  /**
   * What a line that runs before QEMU ({@code qemu-img}, {@code qemu-io}, {@code create-image},
   * {@code write-file}) does to the files. A file of which the model does not know what it holds is
   * opaque from then on, and a command that opens it is unmodelled.
   */
  public Files prepare(Files files, Line line) {
    return HostTools.after(files, line);
  }

  /** Whether its QEMU behaves so. */
  public boolean has(Behaviour behaviour) {
    return rulebook.has(behaviour);
  }

  /** What must be seen when QEMU is started: success, or that it ends at once with this error. */
  public Prediction launch(Files files, Line.Launch launch) {
    try {
      List<Step> steps = launchSteps(files, launch);
      Prediction last =
          steps.isEmpty()
              ? new Prediction.Success(NOTHING, State.startedWith(files))
              : steps.getLast().prediction();
      return last instanceof Prediction.Success success
          ? new Prediction.Success(NOTHING, success.next())
          : last;
    } catch (OutsideModel outside) {
      return new Prediction.Unmodelled(outside.getMessage());
    } catch (RuntimeException fault) {
      return failed(fault);
    }
  }

  /**
   * What QEMU's command line does, command by command, up to the first that does not succeed.
   *
   * @throws OutsideModel where an argument is not known
   */
  public List<Step> launchSteps(Files files, Line.Launch launch) {
    List<Step> steps = new ArrayList<>();
    State state = State.startedWith(files);
    for (Command command : LaunchArguments.asCommands(launch)) {
      Prediction prediction =
          command.name().equals(LaunchArguments.DRIVE)
              ? drive(state, command)
              : step(state, command);
      Step step = new Step(state, command, prediction);
      steps.add(step);
      if (!(prediction instanceof Prediction.Success)) {
        break;
      }
      state = step.after();
    }
    return steps;
  }

  /**
   * What must be seen after a command, queries included. A model that fails, such as one that has
   * let in what a forgotten rule keeps out, does not know; what it failed with is told.
   */
  public Prediction step(State state, Command command) {
    try {
      return visited(state, command);
    } catch (RuntimeException | StackOverflowError fault) {
      return failed(fault);
    }
  }

  private Prediction drive(State state, Command command) {
    return change(state, piece -> new Drives(piece).add(command.arguments().deepCopy()));
  }

  private static Prediction failed(Throwable fault) {
    return new Prediction.Unmodelled("the model itself failed: " + fault);
  }

  private Prediction visited(State state, Command command) {
    return switch (schema.visit(command)) {
      case Verdict.Passed ignored -> handle(state, command);
      case Verdict.Refused refused ->
          rulebook.forgets(refused.refusal().name())
              ? new Prediction.Success(NOTHING, state)
              : new Prediction.Refused(
                  refused.refusal(), refused.refusal().errorClass(), refused.description(), state);
      case Verdict.Unknown unknown -> new Prediction.Unmodelled(unknown.what());
    };
  }

  /**
   * Before {@link Behaviour#LIMITED_JOB_SLEEPS_ON}, drains wake jobs that wait for a limit; what
   * another has copied by then is not to be done any more.
   */
  private Prediction handle(State state, Command command) {
    if (rulebook.has(Behaviour.LIMITED_JOB_SLEEPS_ON)) {
      return obey(state, command);
    }
    Drain drain = new Drain(state.graph(), command);
    State drained = state.with(state.jobs().drained(drain::reaches, drain.mostTimes()));
    Prediction obeyed = obey(drained, command);
    boolean mayEnd =
        drained.jobs().mayEnd()
            || command.name().equals("blockdev-reopen")
                && obeyed instanceof Prediction.Success success
                && success.next().jobs().mayEnd();
    if (mayEnd) {
      return new Prediction.Unmodelled("how far a drain lets a limited job get");
    }
    return obeyed instanceof Prediction.Success(Answer answer, State next, List<Event> events)
        ? new Prediction.Success(
            answer, next.with(next.jobs().doneByOthers(drain::readsThrough)), events)
        : obeyed;
  }

  private Prediction obey(State state, Command command) {
    ObjectNode arguments = command.arguments();
    return switch (command.name()) {
      case "blockdev-add" ->
          change(state, piece -> new Opening(piece).root(QDict.flatten(arguments)));
      case "blockdev-del" ->
          change(state, piece -> new Deletion(piece).delete(arguments.path("node-name").asText()));
      case "blockdev-set-active" -> change(state, piece -> new Activation(piece).set(arguments));
      case "blockdev-reopen" ->
          change(state, piece -> new Reopen(piece).reopen((ArrayNode) arguments.get("options")));
      case "x-blockdev-reopen" ->
          change(
              state,
              piece ->
                  new Reopen(piece).reopen(JsonNodeFactory.instance.arrayNode().add(arguments)));
      case "nbd-server-start" -> change(state, piece -> new NbdServing(piece).start(arguments));
      case "nbd-server-stop" -> change(state, piece -> new NbdServing(piece).stop());
      case "nbd-server-add" -> change(state, piece -> new Exporting(piece).addToServer(arguments));
      case "nbd-server-remove" ->
          change(
              state,
              piece ->
                  new Exporting(piece).delete(arguments.path("name").asText(), mode(arguments)));
      case "block-export-add" -> change(state, piece -> new Exporting(piece).add(arguments));
      case "block-export-del" ->
          change(
              state,
              piece -> new Exporting(piece).delete(arguments.path("id").asText(), mode(arguments)));
      case "x-blockdev-change" -> change(state, piece -> new ChildChange(piece).run(arguments));
      case "blockdev-snapshot" -> change(state, piece -> new SnapshotCommand(piece).run(arguments));
      case "blockdev-snapshot-sync" ->
          change(state, piece -> new SnapshotCommand(piece).runWithNewImage(arguments));
      case "change-backing-file" ->
          change(state, piece -> new BackingFileChange(piece).run(arguments));
      case "block_resize" -> change(state, piece -> new ResizeCommand(piece).run(arguments));
      case "query-block-exports" ->
          new Prediction.Success(new ExportsAnswer(state.exports(), state.graph()), state);
      case "object-add" -> objectAdd(state, arguments);
      case "object-del" -> change(state, piece -> piece.update(s -> withoutObject(s, arguments)));
      case "x-blockdev-set-iothread" ->
          change(state, piece -> new IoThreadChange(piece).set(arguments));
      case "query-block" ->
          new Prediction.Success(
              new BlockAnswer(
                  state.graph(),
                  state.machine(),
                  arguments.path("flat").asBoolean(),
                  rulebook,
                  state.jobs().bitmaps()),
              state);
      case "query-blockstats" ->
          new Prediction.Success(
              new BlockStatsAnswer(
                  state.graph(), arguments.path("query-nodes").asBoolean(), rulebook),
              state);
      case "query-iothreads" ->
          new Prediction.Success(new IoThreadsAnswer(state.machine().ioThreads()), state);
      case "device_add" -> change(state, piece -> new Plugging(piece).add(arguments));
      case "device_del" ->
          change(state, piece -> new Unplugging(piece).delete(arguments.path("id").asText()));
      case "human-monitor-command" -> humanMonitor(state, arguments);
      case "x-debug-query-block-graph" ->
          new Prediction.Success(
              new GraphAnswer(state.graph(), rulebook.has(Behaviour.GRAPH_MOD_IS_GONE)), state);
      case "query-named-block-nodes" ->
          new Prediction.Success(
              new NodesAnswer(
                  state.graph(),
                  arguments.path("flat").asBoolean(),
                  rulebook,
                  state.jobs().bitmaps()),
              state);
      case "query-jobs" -> new Prediction.Success(new JobsAnswer(state.jobs()), state);
      case "query-block-jobs" ->
          new Prediction.Success(
              new BlockJobsAnswer(state.jobs(), state.jobs().pausedByOthers(state.graph())), state);
      case "block-stream" -> change(state, piece -> new StreamCommand(piece).run(arguments));
      case "block-commit" -> change(state, piece -> new CommitCommand(piece).run(arguments));
      case "blockdev-backup" -> change(state, piece -> new BackupCommand(piece).toNode(arguments));
      case "drive-backup" -> change(state, piece -> new BackupCommand(piece).toFile(arguments));
      case "blockdev-mirror" -> change(state, piece -> new MirrorCommand(piece).run(arguments));
      case "drive-mirror" -> change(state, piece -> new DriveMirrorCommand(piece).run(arguments));
      case "quit" -> new Prediction.Success(NOTHING, state);
      default ->
          JobCommands.include(command.name())
              ? change(state, piece -> new JobCommands<>(piece.jobs()).execute(command))
              : new Prediction.Unmodelled(command.name());
    };
  }

  private static String mode(ObjectNode arguments) {
    return arguments.path("mode").asText("safe");
  }

  private Prediction objectAdd(State state, ObjectNode arguments) {
    return rulebook.isOfEmulator() || rulebook.has(Behaviour.DAEMON_ADDS_OBJECTS)
        ? change(state, piece -> piece.update(s -> withObject(s, arguments)))
        : new Prediction.Unmodelled("object-add, of which an old daemon's schema tells in vain");
  }

  private State withObject(State state, ObjectNode arguments) {
    String id = arguments.path("id").asText();
    IoThreads ioThreads = state.machine().ioThreads();
    return arguments.path("qom-type").asText().equals(IoThreads.TYPE)
        ? state.with(
            state.machine().with(ioThreads.add(arguments, state.groups().has(id), rulebook)))
        : state.with(state.groups().add(arguments, ioThreads.has(id), rulebook));
  }

  private State withoutObject(State state, ObjectNode arguments) {
    String id = arguments.path("id").asText();
    IoThreads ioThreads = state.machine().ioThreads();
    return ioThreads.has(id)
        ? state.with(state.machine().with(ioThreads.delete(id)))
        : state.with(state.groups().delete(id, state.graph(), rulebook));
  }

  private Prediction humanMonitor(State state, ObjectNode arguments) {
    if (arguments.has("cpu-index")) {
      return new Prediction.Unmodelled("human-monitor-command with cpu-index");
    }
    Workpiece piece = new Workpiece(state, rulebook);
    try {
      String said = new HumanMonitor(piece).run(arguments.path("command-line").asText());
      return new Prediction.Success(new Text(said), piece.done(), piece.events());
    } catch (OutsideModel outside) {
      return new Prediction.Unmodelled(outside.getMessage());
    }
  }

  private Prediction change(State state, Consumer<Workpiece> work) {
    Workpiece piece = new Workpiece(state, rulebook);
    try {
      work.accept(piece);
      piece.permissions().settle();
      if (piece.jobs().done().keepOthersFromGoingOn(piece.edit())) {
        return new Prediction.Unmodelled("a job that another's end keeps paused");
      }
      return new Prediction.Success(NOTHING, piece.done(), piece.events());
    } catch (Refused refused) {
      State next = piece.abandoned(state);
      Refusal refusal = refused.refusal();
      return new Prediction.Refused(
          refusal, refusal.errorClass(), refused.getMessage(), next, piece.events());
    } catch (OutsideModel outside) {
      return new Prediction.Unmodelled(outside.getMessage());
    }
  }
}
