package permafrost.properties.oracle;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a dying QEMU says on standard error, without what differs from build to build. */
public final class LastWords {

  /** glibc's assert: {@code prog: file:line: function: Assertion `condition' failed.} */
  private static final Pattern ASSERT =
      Pattern.compile(":\\d+: (?:[\\w*]+ )*\\**(\\w+)(?:\\([^)]*\\))?: Assertion `(.*)' failed");

  /** GLib's: {@code ERROR:file:line:function: assertion failed: (condition)}. */
  private static final Pattern GLIB = Pattern.compile("ERROR:[^:]*:\\d+:(\\w+): (.*)");

  private static final Pattern SANITIZER =
      Pattern.compile("((?:Address|Leak|Thread|Memory)Sanitizer): ([\\w -]*?)(?: on | \\(|$)");

  private static final Pattern UNDEFINED = Pattern.compile("runtime error: (.*)");

  /** QEMU's: {@code Unexpected error in function() at file:line:}, then the error. */
  private static final Pattern UNEXPECTED =
      Pattern.compile("Unexpected error in (\\w+)\\(\\) at [^\\n]*\\n(?:qemu[\\w-]*: )?([^\\n]*)");

  /** QEMU's own of a mutex: {@code qemu: function: error}. Source: {@code error_exit}. */
  private static final Pattern MUTEX =
      Pattern.compile("qemu: (qemu_(?:rec_)?mutex_\\w+): ([^\\n]*)");

  private static final List<Pattern> TWO_PARTS = List.of(ASSERT, GLIB, SANITIZER, MUTEX);

  private LastWords() {}

  /** The assertion's function and condition, or the sanitizer's finding; empty for other text. */
  public static Optional<String> of(String text) {
    for (Pattern pattern : TWO_PARTS) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return Optional.of(matcher.group(1) + ": " + matcher.group(2).strip());
      }
    }
    Matcher unexpected = UNEXPECTED.matcher(text);
    if (unexpected.find()) {
      return Optional.of(unexpected.group(1) + ": " + RefusalTexts.blanked(unexpected.group(2)));
    }
    Matcher undefined = UNDEFINED.matcher(text);
    return undefined.find()
        ? Optional.of("undefined behaviour: " + RefusalTexts.blanked(undefined.group(1)))
        : Optional.empty();
  }
}
