package permafrost.model.qapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of several unknown members QEMU reports: the first one of a GLib hash table from which the
 * known ones were removed in the order of the visit. Mirrors the order in which GLib 2.60 and later
 * (checked with 2.74) places, removes and rehashes keys: {@code g_hash_table_insert_node}, {@code
 * g_hash_table_remove_internal}, {@code g_hash_table_resize}, {@code g_str_hash}.
 */
final class UnvisitedKeys {

  private static final int LEAST_SHIFT = 3;

  /** The prime below each power of two; the greatest for 2^16 slots. */
  private static final int[] PRIMES = {
    1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521
  };

  /** Stands where a key was removed; told from a key of the same letters by identity. */
  private static final String TOMBSTONE = new String("removed");

  /** The keys in their places; null where there never was one. */
  private String[] slots = new String[1 << LEAST_SHIFT];

  private int prime = PRIMES[LEAST_SHIFT];
  private int keys;
  private int occupied;

  private UnvisitedKeys() {}

  /**
   * The member that is reported.
   *
   * @param value the object, which has at least one member that was not read
   * @param read the members that were read, in the visit's order
   */
  static String first(ObjectNode value, List<String> read) {
    List<String> names = new ArrayList<>();
    value.fieldNames().forEachRemaining(names::add);
    UnvisitedKeys table = new UnvisitedKeys();
    QDictOrder.iterate(names).forEach(table::insert);
    read.forEach(table::remove);
    for (String slot : table.slots) {
      if (slot != null && slot != TOMBSTONE) {
        return slot;
      }
    }
    throw new IllegalArgumentException("every member was read");
  }

  private void insert(String key) {
    int at = start(key);
    for (int step = 1; slots[at] != null; step++) {
      at = (at + step) & (slots.length - 1);
    }
    slots[at] = key;
    keys++;
    occupied++;
    resizeIfNeeded();
  }

  private void remove(String key) {
    int at = start(key);
    for (int step = 1; !key.equals(slots[at]) || slots[at] == TOMBSTONE; step++) {
      at = (at + step) & (slots.length - 1);
    }
    slots[at] = TOMBSTONE;
    keys--;
    resizeIfNeeded();
  }

  private void resizeIfNeeded() {
    boolean sparse = slots.length > keys * 4 && slots.length > 1 << LEAST_SHIFT;
    if (sparse || slots.length <= occupied + occupied / 16) {
      resize();
    }
  }

  /** Puts every key in its place for the new size; one that stands in the way is moved on next. */
  private void resize() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros((int) (keys * 1.333));
    int shift = Math.max(bits, LEAST_SHIFT);
    int size = 1 << shift;
    prime = PRIMES[shift];
    String[] places = Arrays.copyOf(slots, Math.max(size, slots.length));
    boolean[] settled = new boolean[places.length];
    for (int i = 0; i < slots.length; i++) {
      if (settled[i]) {
        continue;
      }
      String moving = places[i];
      places[i] = null;
      while (moving != null && moving != TOMBSTONE) {
        int at = start(moving);
        for (int step = 1; settled[at]; step++) {
          at = (at + step) & (size - 1);
        }
        settled[at] = true;
        String displaced = places[at];
        places[at] = moving;
        moving = displaced;
      }
    }
    slots = Arrays.copyOf(places, size);
    occupied = keys;
  }

  /** Where the search for a key starts. */
  private int start(String key) {
    int hash = 5381;
    for (byte b : QDictOrder.bytes(key)) {
      hash = hash * 33 + b;
    }
    // GLib keeps the hashes 0 and 1 for places without a key.
    int real = hash == 0 || hash == 1 ? 2 : hash;
    return Integer.remainderUnsigned(real * 11, prime);
  }
}
