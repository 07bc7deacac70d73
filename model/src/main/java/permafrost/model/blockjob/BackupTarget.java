package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.JsonNode;
import permafrost.model.OutsideModel;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.open.Contents;
import permafrost.model.open.Workpiece;

/** Where a backup copies to, and what copying does to files. */
record BackupTarget(Workpiece piece, int source, int target) {

  private static final long LARGEST_BUFFER = 1L << 20;
  private static final long LARGEST_RANGE = 16L << 20;

  /** The most that is copied at once, in bytes. Source: {@code block_copy_chunk_size}. */
  static long chunk(long cluster, JsonNode tuning) {
    boolean ranges = tuning.path("use-copy-range").asBoolean();
    return Math.max(cluster, ranges ? LARGEST_RANGE : LARGEST_BUFFER);
  }

  /** Source: {@code bdrv_supports_compressed_writes}. */
  static boolean takesCompressed(GraphView graph, int node) {
    int filtered = Chain.filtered(graph, node);
    return graph.node(node).driver().canCompress()
        && (filtered == Node.NOBODY || takesCompressed(graph, filtered));
  }

  /**
   * Files of which the model does not know any more how large they are, or what they hold.
   *
   * @param discards whether the source is written to as well
   */
  void written(boolean discards) {
    boolean image =
        new Contents(piece.edit(), piece.files(), piece.rulebook()).qcow2Header(source).isPresent();
    MirroredWrites.leaveOpen(piece, target);
    into(target, image);
    Growing growing = new Growing(piece);
    growing.writtenTo(target);
    growing.readThrough(source);
    if (discards) {
      MirroredWrites.leaveOpen(piece, source);
      into(source, image);
      growing.writtenTo(source);
    }
  }

  /** What stands in a file itself, not in an image within it. */
  private void into(int node, boolean image) {
    GraphEdit edit = piece.edit();
    if (edit.node(node).state() instanceof DriverState.Qcow2) {
      if (image) {
        throw new OutsideModel("a backup of an image's bytes into an image");
      }
      return;
    }
    if (edit.node(node).state() instanceof DriverState.File file) {
      Image written =
          !image && piece.files().at(file.path()).orElse(null) instanceof Image.Raw raw
              ? new Image.Raw(raw.size())
              : new Image.Opaque("written to by a backup");
      piece.update(state -> state.with(state.files().with(file.path(), written)));
    }
    for (int edge : edit.children(node)) {
      into(edit.edge(edge).child(), image);
    }
  }
}
