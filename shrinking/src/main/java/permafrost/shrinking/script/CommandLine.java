package permafrost.shrinking.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import permafrost.model.scenario.Line;

/** The lines that start a QEMU which reads QMP from the here-document that follows. */
final class CommandLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CommandLine() {}

  /**
   * Writes them.
   *
   * @param needsMachine whether a command plugs in a device
   */
  static List<String> of(Line.Launch launch, boolean needsMachine) {
    boolean daemon = launch.program().equals("qemu-storage-daemon");
    List<String> lines = new ArrayList<>();
    lines.add(daemon ? "\"${QSD:-qemu-storage-daemon}\"" : system(launch, needsMachine));
    for (String argument : launch.arguments()) {
      String word = Quoting.quoted(Quoting.inFolder(readable(argument)));
      if (argument.startsWith("-")) {
        lines.add("  " + word);
      } else {
        lines.add(lines.removeLast() + " " + word);
      }
    }
    lines.add(daemon ? "  --chardev stdio,id=m --monitor m <<'QMP'" : "  -qmp stdio <<'QMP'");
    List<String> continued = new ArrayList<>();
    lines.subList(0, lines.size() - 1).forEach(line -> continued.add(line + " \\"));
    continued.add(lines.getLast());
    return continued;
  }

  /** No machine where none is needed; else one whose guest does not run. */
  private static String system(Line.Launch launch, boolean needsMachine) {
    boolean machine =
        needsMachine
            || launch.arguments().stream()
                .anyMatch(argument -> argument.equals("-device") || argument.startsWith("if="));
    return "\"${QEMU:-"
        + launch.program()
        + "}\" "
        + (machine ? "-S" : "-M none")
        + " -nodefaults -display none";
  }

  private static String readable(String argument) {
    if (!argument.startsWith("{")) {
      return argument;
    }
    try {
      return SpacedJson.of(JSON.readTree(argument));
    } catch (JsonProcessingException notJson) {
      return argument;
    }
  }
}
