package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * A text, as {@code human-monitor-command} returns one.
 *
 * @param expected the whole of it
 */
public record Text(String expected) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    boolean same = actual.isTextual() && actual.textValue().equals(expected);
    return same
        ? Optional.empty()
        : Optional.of(new Difference("return text", "return", quoted(expected), actual.toString()));
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
