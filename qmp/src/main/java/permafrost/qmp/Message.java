package permafrost.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One line of the monitor's output. The forms are those of QEMU's docs/interop/qmp-spec. */
sealed interface Message {

  /** What the monitor says first. */
  record Greeting(JsonNode value) implements Message {}

  /** An asynchronous message. */
  record Happening(String name, JsonNode data) implements Message {}

  /**
   * A reply to a command.
   *
   * @param id the command's; missing where it had none
   */
  record Answer(Reply reply, JsonNode id) implements Message {}

  /** None of these. */
  record Noise(String why) implements Message {}

  /** Reads a line. */
  static Message parse(byte[] line) {
    JsonNode tree;
    try {
      tree = Reader.STRICT.readTree(line);
    } catch (JsonProcessingException e) {
      return new Noise("invalid JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (tree.has("return")) {
      return new Answer(new Reply.Return(tree.get("return")), tree.path("id"));
    }
    JsonNode error = tree.path("error");
    if (error.path("class").isTextual() && error.path("desc").isTextual()) {
      return new Answer(
          new Reply.Error(error.get("class").textValue(), error.get("desc").textValue()),
          tree.path("id"));
    }
    if (tree.path("event").isTextual()) {
      JsonNode data = tree.path("data");
      return new Happening(
          tree.get("event").textValue(),
          data.isMissingNode() ? JsonNodeFactory.instance.objectNode() : data);
    }
    return tree.has("QMP") ? new Greeting(tree) : new Noise("no QMP message");
  }

  /** How lines are read. */
  final class Reader {
    private static final ObjectReader STRICT =
        new JsonMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Reader() {}
  }
}
