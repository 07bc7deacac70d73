package permafrost.model.image;

import java.nio.charset.StandardCharsets;
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
  private static final Image FOLDER_ITSELF = new Image.Folder();
  private static final Image NOT_THERE = new Image.Barred("No such file or directory");
  private static final Image NO_FOLDER = new Image.Barred("Not a directory");
  private static final Image NAME_TOO_LONG = new Image.Barred("File name too long");
  private static final Optional<Image> TOO_LONG = Optional.of(NAME_TOO_LONG);

  /** In bytes, as Linux has it: {@code NAME_MAX}, and {@code PATH_MAX} less the last NUL. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_PATH = 4095;

  /**
   * What stands at a path as QEMU is given it, or empty where nothing does. What lies outside of
   * the folder is opaque.
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
    Optional<Image> obstacle = path.length() > LONGEST_PATH ? TOO_LONG : obstacle(path);
    return obstacle.isEmpty()
        ? Optional.ofNullable(images.get(plain))
        : obstacle.filter(image -> image != NOT_THERE);
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

  /**
   * What bars the way to a path, whose last part does not count but for its length: a part of it
   * that is no folder, or is not there, or is too long a name.
   */
  private Optional<Image> obstacle(String path) {
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String before = plain(path.substring(0, slash));
      if (isTooLong(path.substring(from, slash))) {
        return Optional.of(NAME_TOO_LONG);
      }
      Image image = before.isEmpty() ? FOLDER_ITSELF : images.get(before);
      if (image == null) {
        return Optional.of(NOT_THERE);
      }
      if (!(image instanceof Image.Folder)) {
        return Optional.of(NO_FOLDER);
      }
      from = slash + 1;
    }
    return isTooLong(path.substring(from)) ? Optional.of(NAME_TOO_LONG) : Optional.empty();
  }

  private static boolean isTooLong(String part) {
    return part.length() * 3 > LONGEST_NAME
        && part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
  }
}
