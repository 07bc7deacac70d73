package permafrost.model.image;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The files of a scenario's folder.
 *
 * @param images what stands at a path; paths as QEMU is given them, {@code $DIR} and all
 */
public record Files(PMap<String, Image> images) {

  /** An empty folder. */
  public static final Files NONE = new Files(HashTreePMap.empty());
}
