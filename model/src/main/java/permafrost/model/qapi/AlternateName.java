package permafrost.model.qapi;

import static com.fasterxml.jackson.databind.node.JsonNodeType.ARRAY;
import static com.fasterxml.jackson.databind.node.JsonNodeType.NULL;
import static com.fasterxml.jackson.databind.node.JsonNodeType.OBJECT;
import static com.fasterxml.jackson.databind.node.JsonNodeType.STRING;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The name of an alternate type, which QEMU's message shows and the schema hides. It is told by the
 * alternate's branches. Source: the alternates in QEMU's {@code qapi/*.json} that a command takes.
 */
public enum AlternateName {
  /** A node's name, or the options of a new node. */
  BLOCKDEV_REF(QapiRefusal.BLOCKDEV_REF_EXPECTED),
  /** The same, or null for no node. */
  BLOCKDEV_REF_OR_NULL(QapiRefusal.BLOCKDEV_REF_OR_NULL_EXPECTED),
  /** A string or null. */
  STR_OR_NULL(QapiRefusal.STR_OR_NULL_EXPECTED),
  /** A mode's name, or flags. */
  QCOW2_OVERLAP_CHECKS(QapiRefusal.QCOW2_OVERLAP_CHECKS_EXPECTED),
  /** The id of one iothread, or a list of them. */
  BLOCK_EXPORT_IOTHREADS(QapiRefusal.BLOCK_EXPORT_IOTHREADS_EXPECTED),
  /** A bitmap's name, or node and name. */
  BLOCK_DIRTY_BITMAP_OR_STR(QapiRefusal.BLOCK_DIRTY_BITMAP_OR_STR_EXPECTED);

  private final QapiRefusal refusal;

  AlternateName(QapiRefusal refusal) {
    this.refusal = refusal;
  }

  /** What is said of a value of which the JSON type has no branch. */
  public QapiRefusal refusal() {
    return refusal;
  }

  /** The name of the alternate with these branches; empty where it is none of those here. */
  static Optional<AlternateName> of(Map<JsonNodeType, Type> branches) {
    Set<JsonNodeType> taken = branches.keySet();
    if (taken.equals(Set.of(STRING, NULL))) {
      return Optional.of(STR_OR_NULL);
    }
    if (taken.equals(Set.of(STRING, ARRAY))) {
      return Optional.of(BLOCK_EXPORT_IOTHREADS);
    }
    if (!(branches.get(OBJECT) instanceof ObjectType object)) {
      return Optional.empty();
    }
    boolean blockdev = object.tag().equals(Optional.of("driver"));
    if (blockdev && taken.equals(Set.of(STRING, OBJECT, NULL))) {
      return Optional.of(BLOCKDEV_REF_OR_NULL);
    }
    if (!taken.equals(Set.of(STRING, OBJECT))) {
      return Optional.empty();
    }
    if (blockdev) {
      return Optional.of(BLOCKDEV_REF);
    }
    if (object.member("template").isPresent()) {
      return Optional.of(QCOW2_OVERLAP_CHECKS);
    }
    return object.memberNames().equals(Set.of("node", "name"))
        ? Optional.of(BLOCK_DIRTY_BITMAP_OR_STR)
        : Optional.empty();
  }
}
