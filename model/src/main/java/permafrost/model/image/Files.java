package permafrost.model.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The files of a scenario's folder. {@code a}, {@code ./a} and {@code $DIR/a} are the same file.
 *
 * @param images what stands at a path, relative to the folder and without detours; ask with {@link
 *     #at}
 */
public record Files(PMap<String, Image> images) {

  /** An empty folder. */
  public static final Files NONE = new Files(HashTreePMap.empty());

  private static final String FOLDER = "$DIR";
  private static final Image OUTSIDE = new Image.Opaque("a path outside the scenario's folder");
  private static final Image DETOUR = new Image.Opaque("a path through what is no folder");

  /**
   * What stands at a path as QEMU is given it, or empty where nothing does. What lies outside of
   * the folder, or behind something that is no folder, is opaque.
   */
  public Optional<Image> at(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    String plain = plain(path);
    if (plain.isEmpty()) {
      return Optional.of(new Image.Folder());
    }
    if (isOutside(plain)) {
      return Optional.of(OUTSIDE);
    }
    return passesOnlyFolders(path) ? Optional.ofNullable(images.get(plain)) : Optional.of(DETOUR);
  }

  /** The same files with this one put in; a path outside of the folder changes nothing. */
  public Files with(String path, Image image) {
    String plain = plain(path);
    return plain.isEmpty() || isOutside(plain) ? this : new Files(images.plus(plain, image));
  }

  /** The same files, and nothing at this path. */
  public Files without(String path) {
    return new Files(images.minus(plain(path)));
  }

  /** Whether two paths name one file. */
  public static boolean same(String path, String other) {
    return path.equals(other) || plain(path).equals(plain(other));
  }

  /** The path from the folder on without detours; empty for the folder itself. */
  private static String plain(String path) {
    boolean inFolder = path.equals(FOLDER) || path.startsWith(FOLDER + "/");
    if (path.indexOf('/') < 0 && !inFolder && !path.startsWith(".")) {
      return path;
    }
    String relative = inFolder ? path.substring(FOLDER.length()) : path;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : relative.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String plain = String.join("/", parts);
    return path.startsWith("/") ? "/" + plain : plain;
  }

  private static boolean isOutside(String plain) {
    return plain.startsWith("/")
        || plain.startsWith("$")
        || plain.equals("..")
        || plain.startsWith("../");
  }

  /** Whether nothing on the way that is a file is taken for a folder, nor a gap for a detour. */
  private boolean passesOnlyFolders(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String before = plain(path.substring(0, slash));
      Image image = before.isEmpty() ? null : images.get(before);
      boolean detour = path.startsWith("/..", slash) && !before.isEmpty();
      if (image == null ? detour : !(image instanceof Image.Folder)) {
        return false;
      }
    }
    return true;
  }
}
