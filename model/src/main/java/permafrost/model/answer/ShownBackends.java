package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.graph.Graph;
import permafrost.model.graph.User;

/** The block backends that queries list. */
final class ShownBackends {

  private ShownBackends() {}

  /** Those that have a name or a device, oldest first. Source: {@code blk_all_next}. */
  static List<User.Backend> of(Graph graph) {
    List<User.Backend> all = new ArrayList<>();
    for (int user : graph.users()) {
      if (graph.vertex(user) instanceof User.Backend backend
          && (!backend.name().isEmpty() || !backend.device().isEmpty())) {
        all.add(backend);
      }
    }
    return all;
  }

  /** How a reply's list of them differs in names and devices, or empty. */
  static Optional<Difference> difference(List<User.Backend> expected, JsonNode actual) {
    return ListComparison.between(
        "block backend",
        expected.size(),
        i -> spoken(expected.get(i).name(), expected.get(i).device()),
        actual.size(),
        i -> spoken(actual.get(i).path("device").asText(), device(actual.get(i))));
  }

  private static String device(JsonNode actual) {
    String device = actual.path("qdev").asText();
    return device.startsWith("/machine/unattached/") ? User.Backend.BOARD_DEVICE : device;
  }

  private static String spoken(String name, String device) {
    return "'" + name + "' of device '" + device + "'";
  }
}
