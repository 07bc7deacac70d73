package permafrost.properties.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import permafrost.model.scenario.Line;

/** The blkdebug configurations that cases may start from, right and wrong ones. */
enum ConfigFile {
  EMPTY("p", false, ""),
  ERRORS("q", false, "[inject-error]\nevent = \"read_aio\"\nerrno = \"5\"\nonce = \"on\"\n"),
  STATES(
      "t",
      false,
      "[set-state]\nstate = \"1\"\nevent = \"none\"\nnew_state = \"2\"\n"
          + "[inject-error]\nstate = \"2\"\nevent = \"write_aio\"\nsector = \"-1\"\n"),
  NO_EVENT("u", true, "[inject-error]\nerrno = \"5\"\n"),
  UNKNOWN_EVENT("v", true, "[set-state]\nevent = \"tea\"\nnew_state = \"2\"\n"),
  UNKNOWN_TYPE("w", true, "[inject-error]\nevent = \"l2_load\"\niotype = \"tea\"\n"),
  NO_NUMBER("x", true, "[set-state]\nstate = \"tea\"\n[inject-error]\nevent = \"l2_load\"\n"),
  NO_SWITCH("y", true, "[inject-error]\nonce = \"1\"\n[inject-error]\nevent = \"l2_load\"\n"),
  UNKNOWN_OPTION("z0", true, "[set-state]\nevent = \"l2_load\"\nonce = \"on\"\n"),
  NO_LINE("z1", true, "[inject-error]\n \n"),
  NO_GROUP("z2", true, "event = \"l2_load\"\n"),
  UNKNOWN_GROUP("z3", true, "[tea]\nevent = \"l2_load\"\n"),
  MALFORMED_ID("z4", true, "[inject-error \"1\"]\nevent = \"l2_load\"\n"),
  ID_TWICE(
      "z5",
      true,
      "[set-state \"i\"]\nevent = \"l2_load\"\nnew_state = \"2\"\n"
          + "[set-state \"i\"]\nevent = \"l2_load\"\nnew_state = \"3\"\n");

  private final String path;
  private final boolean wrong;
  private final String text;

  ConfigFile(String path, boolean wrong, String text) {
    this.path = path;
    this.wrong = wrong;
    this.text = text;
  }

  String path() {
    return path;
  }

  Line line() {
    return new Line.WriteFile(path, text);
  }

  /** One that QEMU can read, or that it cannot. */
  static ConfigFile any(Dice dice, boolean wrong) {
    return dice.oneOf(Arrays.stream(values()).filter(file -> file.wrong == wrong).toList())
        .orElseThrow();
  }

  /** The lines that write those at these paths. */
  static List<Line> lines(Set<String> paths) {
    return Arrays.stream(values())
        .filter(file -> paths.contains(file.path))
        .map(ConfigFile::line)
        .toList();
  }
}
