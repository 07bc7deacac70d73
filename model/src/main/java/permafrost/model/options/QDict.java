package permafrost.model.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import permafrost.model.qapi.Flattening;
import permafrost.model.qapi.QDictOrder;

/**
 * Block options as QEMU keeps them: flat, with dotted keys for what is nested, and with an order of
 * iteration of its own, which decides which of several wrong options is named in an error.
 *
 * <p>Built by one owner and then left alone: whoever takes one from a {@code Node} takes a {@link
 * #copy()} to change it.
 */
public final class QDict {

  private final LinkedHashMap<String, JsonNode> entries;

  private QDict(LinkedHashMap<String, JsonNode> entries) {
    this.entries = entries;
  }

  /** Without entries. */
  public static QDict empty() {
    return new QDict(new LinkedHashMap<>());
  }

  /**
   * A JSON object with what is nested in it brought to the top. Source: {@code qdict_flatten};
   * lists do not occur in the options of the drivers modelled.
   */
  public static QDict flatten(ObjectNode json) {
    return new QDict(new LinkedHashMap<>(Flattening.of(json)));
  }

  public QDict copy() {
    return new QDict(new LinkedHashMap<>(entries));
  }

  /**
   * A copy as QEMU makes it: of keys that share a bucket, those that came last come first now.
   * Source: {@code qdict_clone_shallow}.
   */
  public QDict cloned() {
    QDict clone = empty();
    keysInQemuOrder().forEach(key -> clone.put(key, get(key)));
    return clone;
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether a key with this beginning is there. */
  public boolean hasPrefix(String prefix) {
    for (String key : entries.keySet()) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The value, or Java's {@code null} where the key is absent: a JSON null is a value. */
  public JsonNode get(String key) {
    return entries.get(key);
  }

  /** The text of a string, or {@code otherwise} where the key is absent or no string. */
  public String text(String key, String otherwise) {
    JsonNode value = entries.get(key);
    return value != null && value.isTextual() ? value.textValue() : otherwise;
  }

  /** A truth value: {@code true}, or the string {@code on}; absent counts as false. */
  public boolean truth(String key) {
    JsonNode value = entries.get(key);
    return value != null
        && (value.isTextual() ? value.textValue().equals("on") : value.booleanValue());
  }

  /** A whole number, or {@code otherwise} where the key is absent. */
  public long number(String key, long otherwise) {
    JsonNode value = entries.get(key);
    return value == null ? otherwise : value.longValue();
  }

  public void put(String key, JsonNode value) {
    entries.put(key, value);
  }

  public void putIfAbsent(String key, JsonNode value) {
    entries.putIfAbsent(key, value);
  }

  public void remove(String key) {
    entries.remove(key);
  }

  /**
   * Takes what {@code other} has and this has not, one after the other as QEMU comes by them.
   * Source: {@code qdict_join}.
   */
  public void join(QDict other) {
    other.keysInQemuOrder().forEach(key -> entries.putIfAbsent(key, other.get(key)));
  }

  /** Copies one entry from {@code other}, if it is there and not here yet. */
  public void inherit(QDict other, String key) {
    JsonNode value = other.entries.get(key);
    if (value != null) {
      entries.putIfAbsent(key, value);
    }
  }

  /**
   * Takes out all entries whose key begins with {@code prefix} and returns them without it. Source:
   * {@code qdict_extract_subqdict}.
   */
  public QDict extract(String prefix) {
    List<String> keys = new ArrayList<>();
    for (String key : entries.keySet()) {
      if (key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    QDict taken = empty();
    for (String key : keys.size() > 1 ? QDictOrder.iterate(keys) : keys) {
      taken.entries.put(key.substring(prefix.length()), entries.remove(key));
    }
    return taken;
  }

  /** The keys in QEMU's order of iteration. */
  public List<String> keysInQemuOrder() {
    return QDictOrder.iterate(new ArrayList<>(entries.keySet()));
  }

  /** The keys, in the order in which they were put. */
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public String toString() {
    return entries.toString();
  }

  /** Whether the other has the same entries in the same order, which tells in which QEMU looks. */
  @Override
  public boolean equals(Object other) {
    return other instanceof QDict that
        && List.copyOf(entries.entrySet()).equals(List.copyOf(that.entries.entrySet()));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
