package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;

/** What QEMU's QMP dispatcher says of a request. Mirrors {@code qmp_dispatch}. */
final class Dispatcher {

  private final Schema schema;
  private final boolean outOfBand;

  Dispatcher(Schema schema, boolean outOfBand) {
    this.schema = schema;
    this.outOfBand = outOfBand;
  }

  Verdict visit(JsonNode request) {
    if (!(request instanceof ObjectNode object)) {
      return refused(QapiRefusal.REQUEST_NOT_OBJECT);
    }
    Optional<Verdict> malformed = malformed(object);
    if (malformed.isPresent()) {
      return malformed.get();
    }
    boolean inBand = object.has("execute");
    String name = object.path(inBand ? "execute" : "exec-oob").textValue();
    Optional<CommandType> command = schema.command(name);
    if (!inBand && command.isPresent() && !command.get().outOfBand()) {
      return refused(QapiRefusal.COMMAND_NOT_OUT_OF_BAND, name);
    }
    ObjectNode arguments =
        object.get("arguments") instanceof ObjectNode given
            ? given
            : JsonNodeFactory.instance.objectNode();
    return schema.visit(new Command(name, arguments));
  }

  /** The first error of the request's members, in the order of a QDict. */
  private Optional<Verdict> malformed(ObjectNode request) {
    List<String> inserted = new ArrayList<>();
    request.fieldNames().forEachRemaining(inserted::add);
    String command = "";
    for (String name : QDictOrder.iterate(inserted)) {
      JsonNode value = request.get(name);
      if (name.equals("execute") || (name.equals("exec-oob") && outOfBand)) {
        if (!value.isTextual()) {
          return Optional.of(refused(QapiRefusal.REQUEST_COMMAND_NOT_STRING, name));
        }
        if (!command.isEmpty()) {
          return Optional.of(refused(QapiRefusal.REQUEST_COMMAND_TWICE, name, command));
        }
        command = name;
      } else if (name.equals("arguments")) {
        if (!value.isObject()) {
          return Optional.of(refused(QapiRefusal.REQUEST_ARGUMENTS_NOT_OBJECT));
        }
      } else if (!name.equals("id")) {
        return Optional.of(refused(QapiRefusal.REQUEST_MEMBER_UNEXPECTED, name));
      }
    }
    return command.isEmpty()
        ? Optional.of(refused(QapiRefusal.REQUEST_COMMAND_MISSING))
        : Optional.empty();
  }

  private static Verdict refused(QapiRefusal refusal, String... values) {
    return new Verdict.Refused(refusal, refusal.describe(values));
  }
}
