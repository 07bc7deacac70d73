package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** What the image below a node, or below the options of one to be, means for a qcow2 node on it. */
final class ImageContents {

  private static final int QCOW2_SHARED = Perm.CONSISTENT_READ | Perm.WRITE_UNCHANGED;
  private static final int QCOW2_TAKEN = Perm.CONSISTENT_READ | Perm.WRITE | Perm.RESIZE;

  private final Situation situation;

  ImageContents(Situation situation) {
    this.situation = situation;
  }

  /** Whether a qcow2 node can use this one as its file, as things stand. */
  boolean canHoldQcow2(Node node, boolean readOnly) {
    int taken = situation.graph().permissions(node.number());
    int shared = situation.graph().shared(node.number());
    int wanted = readOnly ? Perm.CONSISTENT_READ : QCOW2_TAKEN;
    return (readOnly || node.flags().writable())
        && (taken & ~QCOW2_SHARED) == 0
        && (wanted & ~shared) == 0
        && situation.contents(node).filter(HostFile::qcow2).isPresent();
  }

  /** Whether a node is a file node on one of the qcow2 images. */
  static boolean isQcow2File(Node node) {
    return node.state() instanceof DriverState.File file
        && HostFile.at(file.path()).filter(HostFile::qcow2).isPresent();
  }

  /**
   * Whether this child is no plain file and yet an overlay, whose backing file QEMU then looks for
   * in other places.
   */
  boolean hidesHeader(JsonNode file) {
    boolean plain =
        file.isTextual()
            ? situation
                .graph()
                .find(file.textValue())
                .filter(node -> node.driver() == Driver.FILE)
                .isPresent()
            : file.path("driver").asText().equals("file");
    return !plain && isOverlay(file);
  }

  /**
   * Whether this backing node would be given the file name of the image's header as well, which
   * only a node with a {@code file.filename} of its own bears.
   */
  boolean isBesideHeader(JsonNode file, ObjectNode backing) {
    return isOverlay(file) && !backing.path("file").has("filename");
  }

  private boolean isOverlay(JsonNode file) {
    return contents(file).filter(HostFile::hasBacking).isPresent();
  }

  private Optional<HostFile> contents(JsonNode file) {
    if (file.isTextual()) {
      return situation.graph().find(file.textValue()).flatMap(situation::contents);
    }
    return file.has("filename")
        ? HostFile.at(file.get("filename").asText())
        : file.has("file") ? contents(file.get("file")) : Optional.empty();
  }
}
