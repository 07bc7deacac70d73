package permafrost.model.hmp;

import java.util.ArrayList;
import java.util.List;
import permafrost.model.OutsideModel;

/**
 * A line for the human monitor, taken apart. Source: {@code monitor_parse_arguments}, {@code
 * get_str}.
 *
 * @param words the command's name and what follows; quotes and escapes are gone
 */
record HumanLine(List<String> words) {

  /**
   * Takes a line apart.
   *
   * @throws OutsideModel where a quote or escape has no end
   */
  static HumanLine of(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
      } else if (line.charAt(at) == '"') {
        int end = line.indexOf('"', at + 1);
        if (end < 0 || line.substring(at, end).indexOf('\\') >= 0) {
          throw new OutsideModel("a human monitor line with escapes");
        }
        words.add(line.substring(at + 1, end));
        at = end + 1;
      } else {
        int end = at;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
          end++;
        }
        words.add(line.substring(at, end));
        at = end;
      }
    }
    return new HumanLine(List.copyOf(words));
  }
}
