package permafrost.model.qapi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which QEMU goes through the keys of a QDict: by bucket, and within a bucket the
 * latest inserted first. Source: {@code tdb_hash}, {@code qdict_put_obj}, {@code qdict_next}.
 *
 * <p>A key that is put again keeps its place. A shallow clone ({@code qdict_clone_shallow}) inserts
 * in the order of iteration, so the keys of a bucket are the other way round in it: {@code
 * iterate(iterate(keys))}.
 */
public final class QDictOrder {

  /** The number of buckets. */
  public static final int BUCKETS = 512;

  private QDictOrder() {}

  /** The bucket of a key, from 0 to 511. */
  public static int bucket(String key) {
    int length = key.length();
    int value = 0x238F13AF * length;
    for (int i = 0; i < length; i++) {
      char c = key.charAt(i);
      if (c == 0 || c > 0x7f) {
        return bucket(bytes(key));
      }
      value += c << (i * 5 % 24);
    }
    return Integer.remainderUnsigned(1103515243 * value + 12345, BUCKETS);
  }

  private static int bucket(byte[] key) {
    int value = 0x238F13AF * key.length;
    for (int i = 0; i < key.length; i++) {
      value += (key[i] & 0xff) << (i * 5 % 24);
    }
    return Integer.remainderUnsigned(1103515243 * value + 12345, BUCKETS);
  }

  /** The bytes that QEMU keeps for a text: UTF-8, but U+0000 is C0 80. */
  static byte[] bytes(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int zeroes = 0;
    for (byte b : plain) {
      zeroes += b == 0 ? 1 : 0;
    }
    byte[] modified = new byte[plain.length + zeroes];
    int at = 0;
    for (byte b : plain) {
      if (b == 0) {
        modified[at++] = (byte) 0xc0;
        modified[at++] = (byte) 0x80;
      } else {
        modified[at++] = b;
      }
    }
    return modified;
  }

  /**
   * Keys in the order of iteration.
   *
   * @param inserted different keys in the order in which they were inserted
   */
  public static List<String> iterate(List<String> inserted) {
    long[] places = new long[inserted.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = ((long) bucket(inserted.get(i)) << Integer.SIZE) | (places.length - 1 - i);
    }
    Arrays.sort(places);
    String[] ordered = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      ordered[i] = inserted.get(places.length - 1 - (int) places[i]);
    }
    return List.of(ordered);
  }
}
