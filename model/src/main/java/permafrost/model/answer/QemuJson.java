package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * JSON in QEMU's own style: a blank after each comma and colon, nothing but ASCII. Objects are
 * written in the order that they have. Source: {@code json_writer_*}, {@code quoted_str}.
 */
final class QemuJson {

  private final StringBuilder text;

  private QemuJson(StringBuilder text) {
    this.text = text;
  }

  /** Appends a value without fractions: block options have none. */
  static void append(StringBuilder text, JsonNode value) {
    new QemuJson(text).value(value);
  }

  private void value(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object(object);
    } else if (value instanceof ArrayNode array) {
      array(array);
    } else if (value.isTextual()) {
      quoted(value.textValue());
    } else {
      text.append(value.asText());
    }
  }

  private void object(ObjectNode object) {
    text.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!first) {
        text.append(", ");
      }
      first = false;
      quoted(member.getKey());
      text.append(": ");
      value(member.getValue());
    }
    text.append('}');
  }

  private void array(ArrayNode array) {
    text.append('[');
    for (int at = 0; at < array.size(); at++) {
      text.append(at == 0 ? "" : ", ");
      value(array.get(at));
    }
    text.append(']');
  }

  private void quoted(String string) {
    text.append('"');
    string.codePoints().forEach(this::codePoint);
    text.append('"');
  }

  private void codePoint(int point) {
    switch (point) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (point >= 0x20 && point < 0x7F) {
          text.append((char) point);
        } else {
          for (char unit : Character.toChars(point)) {
            text.append(String.format("\\u%04X", (int) unit));
          }
        }
      }
    }
  }
}
