package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The empty object, QMP's plain success. */
public record Nothing() implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    return actual.isObject() && actual.isEmpty()
        ? Optional.empty()
        : Optional.of(new Difference("return", "return", "{}", actual.toString()));
  }
}
