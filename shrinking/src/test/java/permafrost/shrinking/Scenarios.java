package permafrost.shrinking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/** Scenarios for tests, from the lines of a scenario file. */
final class Scenarios {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Scenarios() {}

  /** The scenario of these lines, without a header; apostrophes stand for quotation marks. */
  static Scenario of(String... lines) {
    List<Line> parsed = new ArrayList<>();
    for (String line : lines) {
      parsed.add(line(json(line.replace('\'', '"'))));
    }
    return new Scenario("toy", "", parsed);
  }

  /** JSON from text in which apostrophes stand for quotation marks. */
  static ObjectNode object(String text) {
    return (ObjectNode) json(text.replace('\'', '"'));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(JsonNode json) {
    if (json.has("qemu-img")) {
      return new Line.QemuImg(strings(json.get("qemu-img")));
    }
    if (json.has("qemu-io")) {
      return new Line.QemuIo(strings(json.get("qemu-io")));
    }
    if (json.has("create-image")) {
      return new Line.CreateImage(
          json.get("create-image").get(0).asText(), json.get("create-image").get(1).asLong());
    }
    if (json.has("write-file")) {
      return new Line.WriteFile(json.get("write-file").asText(), json.get("text").asText());
    }
    if (json.has("launch")) {
      return new Line.Launch(strings(json.get("launch")), json.get("program").asText());
    }
    if (json.has("execute")) {
      JsonNode arguments = json.path("arguments");
      return new Line.Execute(
          new Command(
              json.get("execute").asText(),
              arguments instanceof ObjectNode object ? object : JSON.createObjectNode()));
    }
    if (json.has("return")) {
      return new Line.Return(json.get("return"));
    }
    if (json.has("error")) {
      return new Line.Error(
          json.get("error").get("class").asText(), json.get("error").get("desc").asText());
    }
    return new Line.Event(json.get("event").asText(), json.path("data"));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(
        element -> strings.add(element.isTextual() ? element.asText() : element.toString()));
    return strings;
  }
}
