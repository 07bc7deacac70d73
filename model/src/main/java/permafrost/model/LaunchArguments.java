package permafrost.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import permafrost.model.scenario.Line;

/** What QEMU's command line makes, as the commands that would make the same. */
final class LaunchArguments {

  /** Stands for {@code -drive}, which no command does. */
  static final String DRIVE = "-drive";

  private static final String DAEMON = "qemu-storage-daemon";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What qemu-system makes first; the daemon goes through its arguments as they stand. */
  private static final Map<String, Integer> SYSTEM_ORDER =
      Map.of("-object", 0, "-blockdev", 1, DRIVE, 2, "-device", 3);

  private LaunchArguments() {}

  private record Option(String name, Command command) {}

  /**
   * The commands, in QEMU's order. Source: {@code qemu_create_early_backends}, {@code
   * qmp_x_exit_preconfig}.
   *
   * @throws OutsideModel where an argument is not known
   */
  static List<Command> asCommands(Line.Launch launch) {
    boolean system = !launch.program().equals(DAEMON);
    List<String> arguments = launch.arguments();
    List<Option> options = new ArrayList<>();
    List<Option> implied = new ArrayList<>();
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      String name = option.startsWith("--") ? option.substring(1) : option;
      if (at + 1 == arguments.size() || !SYSTEM_ORDER.containsKey(name)) {
        throw new OutsideModel("launch argument " + option);
      }
      if (!system && (SYSTEM_ORDER.get(name) > 1 || !option.startsWith("--"))) {
        throw new OutsideModel("launch argument " + option);
      }
      Command command = command(name, arguments.get(at + 1));
      options.add(new Option(name, command));
      if (command.arguments().path("if").asText().equals("virtio")) {
        implied.add(new Option("-device", deviceOf(command)));
      }
    }
    options.addAll(implied);
    return options.stream()
        .sorted((a, b) -> system ? SYSTEM_ORDER.get(a.name) - SYSTEM_ORDER.get(b.name) : 0)
        .map(Option::command)
        .toList();
  }

  /** Source: {@code drive_new}. */
  private static Command deviceOf(Command drive) {
    ObjectNode device = JSON.createObjectNode().put("driver", "virtio-blk");
    return new Command("device_add", device.put("drive", drive.arguments().path("id").asText()));
  }

  private static Command command(String name, String value) {
    return switch (name) {
      case "-object" -> new Command("object-add", object(name, value, "qom-type"));
      case "-blockdev" -> new Command("blockdev-add", object(name, value, "driver"));
      case "-device" -> new Command("device_add", object(name, value, "driver"));
      default -> new Command(DRIVE, KeyValues.plain(value, "file"));
    };
  }

  private static ObjectNode object(String option, String value, String implied) {
    try {
      if (!value.startsWith("{")) {
        return option.equals("-blockdev")
            ? KeyValues.nested(value, implied)
            : KeyValues.plain(value, implied);
      }
      if (JSON.readTree(value) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException broken) {
      throw new OutsideModel("launch argument " + option + " with broken JSON");
    }
    throw new OutsideModel("launch argument " + option + " that is no JSON object");
  }
}
