package permafrost.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What QEMU's command line makes, as the commands that would make the same. */
final class LaunchArguments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LaunchArguments() {}

  /**
   * The commands, in QEMU's order: {@code qemu-storage-daemon} goes through its arguments as they
   * stand.
   *
   * @throws OutsideModel where an argument is not known
   */
  static List<Command> asCommands(List<String> arguments) {
    List<Command> commands = new ArrayList<>();
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      if (at + 1 == arguments.size()) {
        throw new OutsideModel("launch argument " + option);
      }
      String value = arguments.get(at + 1);
      commands.add(
          switch (option) {
            case "--blockdev" -> new Command("blockdev-add", object(option, value));
            case "--object" -> new Command("object-add", object(option, value));
            default -> throw new OutsideModel("launch argument " + option);
          });
    }
    return commands;
  }

  private static ObjectNode object(String option, String value) {
    try {
      if (value.startsWith("{") && JSON.readTree(value) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException broken) {
      throw new OutsideModel("launch argument " + option + " with broken JSON");
    }
    throw new OutsideModel("launch argument " + option + " that is no JSON object");
  }
}
