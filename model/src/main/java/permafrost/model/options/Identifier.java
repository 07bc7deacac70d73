package permafrost.model.options;

/** Names that users give: of nodes, of objects. */
public final class Identifier {

  private Identifier() {}

  /** Whether it is a letter, then letters, digits, {@code -._}. Source: {@code id_wellformed}. */
  public static boolean isWellFormed(String id) {
    if (id.isEmpty() || !isLetter(id.charAt(0))) {
      return false;
    }
    for (int at = 1; at < id.length(); at++) {
      char each = id.charAt(at);
      if (!isLetter(each) && (each < '0' || each > '9') && "-._".indexOf(each) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char each) {
    return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
  }
}
