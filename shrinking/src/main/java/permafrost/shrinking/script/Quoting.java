package permafrost.shrinking.script;

import java.util.regex.Pattern;

/** Words for the shell. */
final class Quoting {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Quoting() {}

  /** The word as bash must read it to get exactly this text. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The text with paths as they are in the scenario's own folder, where the script works. */
  static String inFolder(String text) {
    return text.replace("$DIR/", "")
        .replace("$SOCK/", "")
        .replace("$DIR", ".")
        .replace("$SOCK", ".");
  }
}
