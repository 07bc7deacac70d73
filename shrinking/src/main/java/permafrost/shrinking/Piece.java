package permafrost.shrinking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.scenario.Line;

/** A part of a scenario that can go by itself. */
sealed interface Piece {

  /** A line that a tool of the host or the harness does: {@code qemu-img} and the like. */
  record Host(Line line) implements Piece {}

  /** The start of QEMU; its arguments are the pieces that follow. */
  record Start(String program) implements Piece {}

  /** A launch argument whose value is JSON, such as {@code --blockdev {…}}. */
  record Option(String option, ObjectNode body) implements Piece {}

  /** Any other launch argument, with its values. */
  record Text(List<String> tokens) implements Piece {}

  /** A QMP command. */
  record Step(Command command) implements Piece {}

  /** A recorded reply or event. */
  record Recorded(Line line) implements Piece {}

  /** Whether this stands on QEMU's command line. */
  default boolean isArgument() {
    return switch (this) {
      case Option option -> true;
      case Text text -> true;
      case Host host -> false;
      case Start start -> false;
      case Step step -> false;
      case Recorded recorded -> false;
    };
  }

  /**
   * The QMP command that this is or stands for: a launch argument {@code --blockdev} is a {@code
   * blockdev-add}.
   */
  default Optional<Command> asCommand() {
    return switch (this) {
      case Step step -> Optional.of(step.command());
      case Option option ->
          Optional.of(new Command(LaunchOption.commandOf(option.option()), option.body()));
      case Host host -> Optional.empty();
      case Start start -> Optional.empty();
      case Text text -> Optional.empty();
      case Recorded recorded -> Optional.empty();
    };
  }

  /** The same piece with another body; a piece without a body stays as it is. */
  default Piece withBody(ObjectNode body) {
    return switch (this) {
      case Step step -> new Step(new Command(step.command().name(), body));
      case Option option -> new Option(option.option(), body);
      case Host host -> host;
      case Start start -> start;
      case Text text -> text;
      case Recorded recorded -> recorded;
    };
  }
}
