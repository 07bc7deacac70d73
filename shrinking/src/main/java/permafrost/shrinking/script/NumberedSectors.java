package permafrost.shrinking.script;

import java.util.List;

/** A bash function that makes the raw file of a scenario's {@code create-image}. */
final class NumberedSectors {

  /** The function's text. */
  static final List<String> FUNCTION =
      List.of(
          "# create_image FILE SIZE: each 512-byte sector holds its number, big-endian, in its first",
          "# and in its last 4 bytes",
          "create_image() {",
          "  local n zeroes word",
          "  printf -v zeroes '\\\\0%.0s' {1..504}",
          "  for ((n = 0; n * 512 < $2; n++)); do",
          "    printf -v word '\\\\x%02x' $((n >> 24 & 255)) $((n >> 16 & 255)) \\",
          "      $((n >> 8 & 255)) $((n & 255))",
          "    printf \"$word$zeroes$word\"",
          "  done > \"$1\"",
          "  truncate -s \"$2\" \"$1\"",
          "}");

  private NumberedSectors() {}

  /**
   * The line that calls it.
   *
   * @param size in bytes
   */
  static String call(String path, long size) {
    return "create_image " + Quoting.quoted(path) + " " + size;
  }
}
