package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import permafrost.model.Command;

/** Finds and replaces the names in a scenario's parts. */
final class Names {

  private Names() {}

  /** The part with every name replaced. */
  static Piece rename(Piece piece, Function<Name, String> newName) {
    return switch (piece) {
      case Piece.Host host -> new Piece.Host(HostNames.rename(host.line(), newName));
      case Piece.Start start -> start;
      case Piece.Option option -> option.withBody(body(option.asCommand(), newName));
      case Piece.Text text -> new Piece.Text(tokens(text.tokens(), newName));
      case Piece.Step step -> step.withBody(body(step.asCommand(), newName));
      case Piece.Recorded recorded -> recorded;
    };
  }

  /** The whole with every name replaced. */
  static Pieces rename(Pieces pieces, Function<Name, String> newName) {
    return pieces.withList(pieces.list().stream().map(piece -> rename(piece, newName)).toList());
  }

  /** The whole with these names replaced, all at once, and the others as they are. */
  static Pieces rename(Pieces pieces, Map<Name, String> newNames) {
    return rename(pieces, name -> newNames.getOrDefault(name, name.text()));
  }

  /** The names in a part, in the order in which they stand there. */
  static Set<Name> of(Piece piece) {
    Set<Name> names = new LinkedHashSet<>();
    rename(
        piece,
        name -> {
          names.add(name);
          return name.text();
        });
    return names;
  }

  /** The names that a part gives to something: nodes, objects, files. */
  static Set<Name> givenBy(Piece piece) {
    if (piece instanceof Piece.Host) {
      return of(piece);
    }
    Set<Name> given = new LinkedHashSet<>();
    boolean gives =
        piece
            .asCommand()
            .map(command ->
                Set.of("blockdev-add", "object-add", "block-export-add").contains(command.name()))
            .orElse(false);
    if (gives) {
      piece.asCommand().ifPresent(command -> collectGiven(command, command.arguments(), given));
    }
    if (piece instanceof Piece.Text) {
      given.addAll(of(piece));
    }
    return given;
  }

  private static void collectGiven(Command command, JsonNode value, Set<Name> given) {
    if (value.isObject()) {
      boolean uses = command.name().equals("block-export-add");
      if (!uses && value.path("node-name").isTextual()) {
        given.add(new Name(Role.NODE, value.get("node-name").asText()));
      }
      if (uses && value.path("id").isTextual()) {
        given.add(new Name(Role.EXPORT, value.get("id").asText()));
      }
      if (command.name().equals("object-add") && value.path("id").isTextual()) {
        given.add(new Name(Role.OBJECT, value.get("id").asText()));
      }
    }
    value.forEach(child -> collectGiven(command, child, given));
  }

  private static ObjectNode body(Optional<Command> command, Function<Name, String> newName) {
    Command known = command.orElseThrow();
    return object(known.name(), known.arguments(), newName);
  }

  private static ObjectNode object(
      String command, ObjectNode body, Function<Name, String> newName) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    body.properties()
        .forEach(entry ->
            renamed.set(
                entry.getKey(),
                value(within(command, body), entry.getKey(), entry.getValue(), newName)));
    return renamed;
  }

  /** An action of a transaction names things as the command of the same name does. */
  private static String within(String command, ObjectNode body) {
    return command.equals("transaction") && body.path("type").isTextual()
        ? body.get("type").asText()
        : command;
  }

  private static JsonNode value(
      String command, String key, JsonNode value, Function<Name, String> newName) {
    if (value instanceof ObjectNode body) {
      return object(command, body, newName);
    }
    if (value instanceof ArrayNode) {
      ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> renamed.add(value(command, key, element, newName)));
      return renamed;
    }
    Optional<Role> role = value.isTextual() ? Role.of(command, key) : Optional.empty();
    return role.map(r -> text(newName.apply(new Name(r, value.asText())))).orElse(value);
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  /** The names in {@code key=value,…}, where a key's last part says what its value names. */
  private static List<String> tokens(List<String> tokens, Function<Name, String> newName) {
    String command = LaunchOption.commandOf(tokens.getFirst());
    List<String> renamed = new ArrayList<>(List.of(tokens.getFirst()));
    for (String token : tokens.subList(1, tokens.size())) {
      UnaryOperator<String> part = text -> keyAndValue(command, text, newName);
      renamed.add(String.join(",", List.of(token.split(",", -1)).stream().map(part).toList()));
    }
    return renamed;
  }

  private static String keyAndValue(String command, String part, Function<Name, String> newName) {
    int equals = part.indexOf('=');
    if (equals < 0) {
      return part;
    }
    String key = part.substring(0, equals);
    Optional<Role> role = Role.of(command, key.substring(key.lastIndexOf('.') + 1));
    String value = part.substring(equals + 1);
    return key + "=" + role.map(r -> newName.apply(new Name(r, value))).orElse(value);
  }
}
