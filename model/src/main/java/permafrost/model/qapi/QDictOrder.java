package permafrost.model.qapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The order in which QEMU's dictionaries give out their entries. Source: {@code tdb_hash}. */
public final class QDictOrder {

  private static final int BUCKETS = 512;

  private QDictOrder() {}

  /** The keys, given in the order in which they were put, in the order of iteration. */
  public static List<String> iterationOrder(List<String> keys) {
    List<String> ordered = new ArrayList<>(keys.reversed());
    ordered.sort((a, b) -> Integer.compare(bucket(a), bucket(b)));
    return ordered;
  }

  private static int bucket(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int value = 0x238F13AF * bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      value += (bytes[i] & 0xff) << (i * 5 % 24);
    }
    return Integer.remainderUnsigned(1103515243 * value + 12345, BUCKETS);
  }
}
