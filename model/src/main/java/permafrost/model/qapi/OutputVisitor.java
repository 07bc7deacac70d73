package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** Writes what the input visitor read as QEMU's QObject output visitor does. */
final class OutputVisitor {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final BigInteger WRAP = BigInteger.TWO.pow(Long.SIZE);

  private OutputVisitor() {}

  static ObjectNode object(ObjectType type, ObjectNode value) {
    ObjectNode rebuilt = JSON.objectNode();
    members(type, value, rebuilt);
    return rebuilt;
  }

  private static void members(ObjectType type, ObjectNode value, ObjectNode rebuilt) {
    for (Member member : type.ordered()) {
      JsonNode content = value.get(member.name());
      if (content != null) {
        rebuilt.set(member.name(), value(member.type(), content));
      }
    }
    type.tag()
        .map(tag -> type.variants().get(value.path(tag).asText()))
        .ifPresent(branch -> members(branch, value, rebuilt));
  }

  private static JsonNode value(Type type, JsonNode value) {
    return switch (type) {
      case Type.Builtin builtin ->
          builtin == Type.Builtin.NUMBER ? JSON.numberNode(value.doubleValue()) : value;
      case Type.Whole whole -> integer(whole.width(), value);
      case Type.Choice choice -> value;
      case Type.Array array -> array(array, value);
      case Type.Alternate alternate ->
          value(alternate.byJsonType().get(value.getNodeType()), value);
      case ObjectType object -> object(object, (ObjectNode) value);
    };
  }

  private static ArrayNode array(Type.Array type, JsonNode value) {
    ArrayNode rebuilt = JSON.arrayNode(value.size());
    value.forEach(element -> rebuilt.add(value(type.element(), element)));
    return rebuilt;
  }

  private static JsonNode integer(IntegerWidth width, JsonNode value) {
    return width == IntegerWidth.UINT64 && value.longValue() < 0 && value.canConvertToLong()
        ? JSON.numberNode(value.bigIntegerValue().add(WRAP))
        : value;
  }
}
