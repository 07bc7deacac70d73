package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/** The options of a node that decide what is read: they are part of its name. */
final class StrongOptions {

  /** Those of every driver. */
  static final List<String> EVERYWHERE = List.of("driver", "filename");

  private StrongOptions() {}

  /**
   * Takes over the options that decide what is read, and tells whether one of the driver's own is
   * among them. Source: {@code append_strong_runtime_options}.
   */
  static boolean take(Node node, Map<String, JsonNode> into) {
    boolean found = false;
    for (String key : EVERYWHERE) {
      if (node.options().has(key)) {
        into.put(key, node.options().get(key));
      }
    }
    for (String key : ownStrongOptions(node.driver())) {
      if (node.options().has(key)) {
        into.put(key, node.options().get(key));
        found = true;
      }
    }
    for (String key : node.options().keysInQemuOrder()) {
      if (ownStrongPrefixes(node.driver()).stream().anyMatch(key::startsWith)) {
        into.put(key, node.options().get(key));
        found = true;
      }
    }
    into.putIfAbsent("driver", JsonNodeFactory.instance.textNode(node.driver().qapiName()));
    return found;
  }

  /** Source: each driver's {@code strong_runtime_opts}. */
  private static List<String> ownStrongOptions(Driver driver) {
    return switch (driver) {
      case NULL_CO, NULL_AIO -> List.of("size", "read-zeroes");
      case NBD -> List.of("export", "tls-creds", "tls-hostname");
      case RAW -> List.of("offset", "size");
      case QCOW2 -> List.of("encrypt.key-secret");
      case THROTTLE -> List.of("throttle-group");
      case BLKDEBUG ->
          List.of(
              "config",
              "align",
              "max-transfer",
              "opt-write-zero",
              "max-write-zero",
              "opt-discard",
              "max-discard");
      case QUORUM -> List.of("vote-threshold", "blkverify", "rewrite-corrupted", "read-pattern");
      case FILE,
          HOST_DEVICE,
          HOST_CDROM,
          COPY_ON_READ,
          COMPRESS,
          PREALLOCATE,
          COPY_BEFORE_WRITE,
          SNAPSHOT_ACCESS,
          BLKVERIFY,
          COMMIT_TOP,
          MIRROR_TOP ->
          List.of();
    };
  }

  private static List<String> ownStrongPrefixes(Driver driver) {
    return switch (driver) {
      case BLKDEBUG -> List.of("inject-error.", "set-state.");
      case NBD -> List.of("server.");
      default -> List.of();
    };
  }
}
