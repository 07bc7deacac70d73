package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import permafrost.model.Command;

/**
 * The commands and types of one QEMU, as its {@code query-qmp-schema} gives them. Immutable; may be
 * used by several threads.
 */
public final class Schema {

  /**
   * Commands of which QEMU's generator writes no marshaller: {@code 'gen': false} in its schema.
   */
  private static final Set<String> UNVISITED = Set.of("query-qmp-schema", "device_add");

  private final Map<String, CommandType> commands;

  private Schema(Map<String, CommandType> commands) {
    this.commands = commands;
  }

  /**
   * Reads the reply's {@code return}.
   *
   * @param entities the array of {@code SchemaInfo}
   * @throws IllegalArgumentException if a type is used that is not there, or an entity lacks a
   *     member
   */
  public static Schema of(JsonNode entities) {
    SchemaReader reader = new SchemaReader(entities, IntegerWidths.read());
    Map<String, CommandType> commands = new LinkedHashMap<>();
    for (JsonNode entity : entities) {
      if (entity.path("meta-type").asText().equals("command")) {
        String name = entity.path("name").asText();
        commands.put(
            name,
            new CommandType(
                name,
                reader.object(entity.path("arg-type").asText()),
                entity.path("allow-oob").asBoolean()));
      }
    }
    return new Schema(Collections.unmodifiableMap(commands));
  }

  /** The names of all commands, in the schema's order. */
  public Set<String> commandNames() {
    return commands.keySet();
  }

  /** The command of this name. */
  public Optional<CommandType> command(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  /** What QEMU says of this command before its handler runs: its first error, or none. */
  public Verdict visit(Command command) {
    CommandType type = commands.get(command.name());
    if (type == null) {
      return new Verdict.Refused(
          QapiRefusal.COMMAND_NOT_FOUND, QapiRefusal.COMMAND_NOT_FOUND.describe(command.name()));
    }
    if (UNVISITED.contains(command.name())) {
      return InputVisitor.PASSED;
    }
    return InputVisitor.arguments(type.arguments(), command.arguments());
  }

  /**
   * What QEMU says of a request, well-formed or not.
   *
   * @param request what was sent: a JSON value
   * @param outOfBand whether the {@code oob} capability was agreed upon
   */
  public Verdict visit(JsonNode request, boolean outOfBand) {
    return new Dispatcher(this, outOfBand).visit(request);
  }

  @Override
  public String toString() {
    return "Schema of " + commands.size() + " commands";
  }
}
