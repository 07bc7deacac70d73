package permafrost.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node names that QEMU makes up: {@code #block}, a decimal counter, and two random decimal digits.
 * In the model's form the random digits are {@code ~}: {@code #block17~} for {@code #block1742}.
 * Source: {@code id_generate}.
 */
public final class MadeUpName {

  private static final Pattern REAL = Pattern.compile("#block(\\d+)\\d\\d(?!\\d)");

  private MadeUpName() {}

  /** The model's form of the name with this counter, which starts at 0. */
  public static String of(int counter) {
    return "#block" + counter + "~";
  }

  /** Whether this is a made-up name in the model's form. */
  public static boolean is(String name) {
    return name.startsWith("#block") && name.endsWith("~");
  }

  /** A text from QEMU with every made-up name in the model's form. */
  public static String toModel(String text) {
    if (!text.contains("#block")) {
      return text;
    }
    Matcher matcher = REAL.matcher(text);
    return matcher.replaceAll("#block$1~");
  }
}
