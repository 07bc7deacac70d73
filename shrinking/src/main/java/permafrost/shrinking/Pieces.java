package permafrost.shrinking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/**
 * A scenario taken apart, so that each part can go by itself.
 *
 * @param origin the scenario that gives the header
 * @param list the parts, in the order in which things happen
 */
record Pieces(Scenario origin, List<Piece> list) {

  Pieces {
    list = List.copyOf(list);
  }

  /** Takes a scenario apart. */
  static Pieces of(Scenario scenario) {
    List<Piece> list = new ArrayList<>();
    for (Line line : scenario.lines()) {
      switch (line) {
        case Line.QemuImg tool -> list.add(new Piece.Host(tool));
        case Line.QemuIo tool -> list.add(new Piece.Host(tool));
        case Line.CreateImage image -> list.add(new Piece.Host(image));
        case Line.WriteFile file -> list.add(new Piece.Host(file));
        case Line.Launch launch -> {
          list.add(new Piece.Start(launch.program()));
          list.addAll(LaunchOption.pieces(launch.arguments()));
        }
        case Line.Execute execute -> list.add(new Piece.Step(execute.command()));
        case Line.Return reply -> list.add(new Piece.Recorded(reply));
        case Line.Error reply -> list.add(new Piece.Recorded(reply));
        case Line.Event event -> list.add(new Piece.Recorded(event));
      }
    }
    return new Pieces(scenario, list);
  }

  /** Puts the parts together again. */
  Scenario toScenario() {
    List<Line> lines = new ArrayList<>();
    for (Piece piece : list) {
      switch (piece) {
        case Piece.Host host -> lines.add(host.line());
        case Piece.Start start -> lines.add(new Line.Launch(List.of(), start.program()));
        case Piece.Option option ->
            extendLaunch(lines, List.of(option.option(), option.body().toString()));
        case Piece.Text text -> extendLaunch(lines, text.tokens());
        case Piece.Step step -> lines.add(new Line.Execute(step.command()));
        case Piece.Recorded recorded -> lines.add(recorded.line());
      }
    }
    return origin.withLines(lines);
  }

  private static void extendLaunch(List<Line> lines, List<String> more) {
    Line.Launch launch = (Line.Launch) lines.removeLast();
    List<String> arguments = new ArrayList<>(launch.arguments());
    arguments.addAll(more);
    lines.add(new Line.Launch(arguments, launch.program()));
  }

  int size() {
    return list.size();
  }

  Piece get(int index) {
    return list.get(index);
  }

  /** The same with other parts. */
  Pieces withList(List<Piece> parts) {
    return new Pieces(origin, parts);
  }

  /** The same with one part replaced. */
  Pieces with(int index, Piece piece) {
    List<Piece> parts = new ArrayList<>(list);
    parts.set(index, piece);
    return withList(parts);
  }

  /** The same without these parts; a command takes its recorded reply along. */
  Pieces without(Set<Integer> dropped) {
    List<Piece> parts = new ArrayList<>();
    boolean replyGoes = false;
    for (int i = 0; i < list.size(); i++) {
      Piece piece = list.get(i);
      if (piece instanceof Piece.Step) {
        replyGoes = dropped.contains(i);
      }
      boolean reply = piece instanceof Piece.Recorded(Line line) && !(line instanceof Line.Event);
      if (reply && replyGoes) {
        replyGoes = false;
      } else if (!dropped.contains(i)) {
        parts.add(piece);
      }
    }
    return withList(parts);
  }

  /** The indices of the parts of one kind. */
  List<Integer> indices(Class<? extends Piece> kind) {
    return where(i -> kind.isInstance(list.get(i)));
  }

  /** The indices that fit, in order. */
  List<Integer> where(IntPredicate fits) {
    return IntStream.range(0, list.size()).filter(fits).boxed().toList();
  }

  /** The index of the last command, which is the one that diverges; -1 where there is none. */
  int lastStep() {
    List<Integer> steps = indices(Piece.Step.class);
    return steps.isEmpty() ? -1 : steps.getLast();
  }

  /** The parts that may go, in a new set: all but the starts of QEMU and the diverging command. */
  Set<Integer> droppable() {
    int last = lastStep();
    return new HashSet<>(where(i -> i != last && !(list.get(i) instanceof Piece.Start)));
  }

  /** The whole as text, the same for the same scenario. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Piece piece : list) {
      text.append(
              switch (piece) {
                case Piece.Host host -> host.line().toString();
                case Piece.Start start -> start.program();
                case Piece.Option option -> option.option() + " " + option.body();
                case Piece.Text argument -> argument.tokens().toString();
                case Piece.Step step -> step.command().toJson().toString();
                case Piece.Recorded recorded -> recorded.line().toString();
              })
          .append('\n');
    }
    return text.toString();
  }
}
