package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a successful command's {@code return} must hold. */
public interface Answer {

  /**
   * The first difference between this prediction and what QEMU replied, or empty where they agree.
   *
   * @param actual the reply's {@code return}; made-up node names already in the model's form
   */
  Optional<Difference> differenceTo(JsonNode actual);
}
