package permafrost.model.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets of block permissions as bits, with QEMU's names for them. Source: {@code block-common.h}.
 *
 * <p>A set is an {@code int}: it is computed for each edge of the graph after each command.
 */
public final class Perm {

  public static final int NONE = 0;
  public static final int CONSISTENT_READ = 1;
  public static final int WRITE = 2;
  public static final int WRITE_UNCHANGED = 4;
  public static final int RESIZE = 8;
  public static final int ALL = 15;

  private static final String[] SPOKEN = {"consistent read", "write", "write unchanged", "resize"};
  private static final String[] QAPI = {"consistent-read", "write", "write-unchanged", "resize"};

  private Perm() {}

  /** The names as error texts have them, such as {@code consistent read, write}. */
  public static String spoken(int permissions) {
    return String.join(", ", names(permissions, SPOKEN));
  }

  /** The names as QAPI has them, such as {@code consistent-read}. */
  public static List<String> qapi(int permissions) {
    return names(permissions, QAPI);
  }

  /** The set with these QAPI names; names that are not known are bit 4. */
  public static int ofQapi(Iterable<String> names) {
    int permissions = NONE;
    for (String name : names) {
      int bit = 0;
      while (bit < QAPI.length && !QAPI[bit].equals(name)) {
        bit++;
      }
      permissions |= 1 << bit;
    }
    return permissions;
  }

  /** The letters of {@code render_block_graph.py}: {@code wurs}, in the order w, u, r, s. */
  public static String letters(int permissions) {
    StringBuilder letters = new StringBuilder();
    append(letters, permissions, WRITE, 'w');
    append(letters, permissions, WRITE_UNCHANGED, 'u');
    append(letters, permissions, CONSISTENT_READ, 'r');
    append(letters, permissions, RESIZE, 's');
    return letters.isEmpty() ? "-" : letters.toString();
  }

  private static void append(StringBuilder letters, int permissions, int bit, char letter) {
    if ((permissions & bit) != 0) {
      letters.append(letter);
    }
  }

  private static List<String> names(int permissions, String[] of) {
    List<String> names = new ArrayList<>(of.length);
    for (int bit = 0; bit < of.length; bit++) {
      if ((permissions & (1 << bit)) != 0) {
        names.add(of[bit]);
      }
    }
    return names;
  }
}
