package permafrost.shrinking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** QEMU's command line, argument by argument. */
final class LaunchOption {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LaunchOption() {}

  /** The arguments of a launch as pieces: each option with the values that follow it. */
  static List<Piece> pieces(List<String> arguments) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < arguments.size()) {
      int end = at + 1;
      while (end < arguments.size() && !arguments.get(end).startsWith("-")) {
        end++;
      }
      pieces.add(piece(arguments.subList(at, end)));
      at = end;
    }
    return pieces;
  }

  private static Piece piece(List<String> tokens) {
    if (tokens.size() == 2 && tokens.get(1).startsWith("{")) {
      Optional<ObjectNode> body = object(tokens.get(1));
      if (body.isPresent()) {
        return new Piece.Option(tokens.get(0), body.get());
      }
    }
    return new Piece.Text(List.copyOf(tokens));
  }

  private static Optional<ObjectNode> object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode body ? Optional.of(body) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** The QMP command that an option stands for, or the option's bare name where there is none. */
  static String commandOf(String option) {
    String bare = option.replaceFirst("^-+", "");
    return switch (bare) {
      case "blockdev" -> "blockdev-add";
      case "object" -> "object-add";
      case "export" -> "block-export-add";
      default -> bare;
    };
  }

  /** The option that does at the start what this command does later. */
  static Optional<String> optionOf(String command) {
    return switch (command) {
      case "blockdev-add" -> Optional.of("--blockdev");
      case "object-add" -> Optional.of("--object");
      default -> Optional.empty();
    };
  }
}
