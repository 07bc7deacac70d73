package permafrost.model.image;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, such as {@code 64M}, in bytes. Source: {@code qemu_strtosz}. */
final class SizeText {

  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9a-fA-F]{1,15})");
  private static final Pattern DECIMAL =
      Pattern.compile("(\\d{1,18})(\\.\\d*)?([bBkKmMgGtTpPeE]?)");
  private static final String SUFFIXES = "bkmgtpe";
  private static final int SECTOR = 512;

  private SizeText() {}

  /** The number of bytes, or empty where the text is not understood. */
  static OptionalLong bytes(String text) {
    Matcher hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      return OptionalLong.of(Long.parseLong(hexadecimal.group(1), 16));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (!decimal.matches()) {
      return OptionalLong.empty();
    }
    String suffix = decimal.group(3).toLowerCase(Locale.ROOT);
    long unit = suffix.isEmpty() ? 1 : 1L << (10 * SUFFIXES.indexOf(suffix));
    long whole = Long.parseLong(decimal.group(1));
    if (whole > Long.MAX_VALUE / 2 / unit || (decimal.group(2) != null && unit == 1)) {
      return OptionalLong.empty();
    }
    double fraction =
        decimal.group(2) == null ? 0 : Double.parseDouble("0" + decimal.group(2) + "0");
    return OptionalLong.of(whole * unit + (long) (fraction * unit));
  }

  /** The least multiple of 512 that is not less. */
  static long wholeSectors(long bytes) {
    return (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }
}
