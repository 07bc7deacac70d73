package permafrost.model.image;

import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The files of a scenario's folder.
 *
 * @param images what stands at a path; paths relative to the folder
 */
public record Files(PMap<String, Image> images) {

  /** An empty folder. */
  public static final Files NONE = new Files(HashTreePMap.empty());

  /** What stands at a path, or empty where nothing does. */
  public Optional<Image> at(String path) {
    return Optional.ofNullable(images.get(plain(path)));
  }

  /** The same files with this one put in. */
  public Files with(String path, Image image) {
    return new Files(images.plus(plain(path), image));
  }

  /** Whether two paths name one file. */
  public static boolean same(String path, String other) {
    return path.equals(other) || plain(path).equals(plain(other));
  }

  private static String plain(String path) {
    String plain = path.startsWith("$DIR/") ? path.substring("$DIR/".length()) : path;
    while (plain.startsWith("./")) {
      plain = plain.substring("./".length());
    }
    return plain;
  }
}
