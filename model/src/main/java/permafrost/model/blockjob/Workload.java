package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.Extents;
import permafrost.model.graph.Chain;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.open.Workpiece;

/**
 * How much a stream or commit has to copy, as far as that is known when it starts. Source: {@code
 * stream_run, commit_run}.
 *
 * @param doubt why its outcome is not known, if so
 * @param nothing whether there is nothing to do, for sure
 * @param error what it fails with at once, if so
 * @param chunks how many pieces it copies at least, each of which counts against its limit
 * @param sleepsOn whether a job that waits for its limit is not to be woken before its time
 */
record Workload(
    Optional<String> doubt,
    boolean nothing,
    Optional<String> error,
    long chunks,
    boolean sleepsOn) {

  /** Source: {@code STREAM_CHUNK, COMMIT_BUFFER_SIZE}, in bytes. */
  private static final long CHUNK = 512 << 10;

  /** The least that an image above the base has of its own. Source: {@code BDRV_SECTOR_SIZE}. */
  private static final long SECTOR = 512;

  /** In bytes a second: after a whole chunk a job of this speed sleeps for eight minutes. */
  private static final long SLOW = 1024;

  /** How many pieces the drains of its own start may let through, where they do. */
  private static final int AT_ITS_START = 4;

  /**
   * What a stream is to do. It writes what was read there before, of which copy-before-write keeps
   * nothing.
   *
   * @param node where the data goes
   * @param overlay the last image whose data it takes
   */
  static Workload ofStream(Workpiece piece, int node, int overlay) {
    GraphEdit edit = piece.edit();
    Optional<String> doubt = Doubt.ofStreaming(piece, node);
    int image = Chain.skipFilters(edit, node);
    long size = NodeSize.of(edit, node);
    if (image == overlay
        || new Extents(piece).clusters(image).fullFromStart() >= size && size != NodeSize.UNKNOWN) {
      return of(piece, doubt, true, 0);
    }
    int source = Chain.filterOrBacking(edit, image);
    long from = new Extents(piece).clusters(image).untouched();
    boolean mayCopy = size != NodeSize.UNKNOWN && from < size;
    long chunks = mayCopy ? chunks(piece, source, overlay, from, size) : 0;
    return of(piece, doubt, holdNothing(piece, source, overlay, size), chunks);
  }

  /**
   * What a commit is to do.
   *
   * @param top the first image whose data it takes
   * @param overlay the last one
   * @param base where it goes
   */
  static Workload ofCommit(Workpiece piece, int top, int overlay, int base) {
    boolean nothing = holdNothing(piece, top, overlay, NodeSize.of(piece.edit(), top));
    Optional<String> doubt =
        Doubt.of(piece, top)
            .or(() ->
                nothing ? Optional.empty() : CompressedWrites.doubt(piece, base, false, SECTOR));
    return of(piece, doubt, nothing, chunks(piece, top, overlay, 0, Long.MAX_VALUE));
  }

  private static Workload of(
      Workpiece piece, Optional<String> doubt, boolean nothing, long chunks) {
    boolean sleepsOn = piece.rulebook().has(Behaviour.LIMITED_JOB_SLEEPS_ON);
    return new Workload(doubt, nothing, Optional.empty(), chunks, sleepsOn);
  }

  /**
   * Whether no image from {@code top} down to {@code overlay} has anything of its own in so many
   * bytes, for sure. Where one is shorter, its end counts as zeroes that it has. Source: {@code
   * bdrv_common_block_status_above}.
   */
  static boolean holdNothing(Workpiece piece, int top, int overlay, long size) {
    GraphEdit edit = piece.edit();
    int at = top;
    while (at != Node.NOBODY && size != NodeSize.UNKNOWN) {
      if (edit.node(at).driver().isFilter()
          || new Extents(piece).clusters(at).untouched() > 0
          || NodeSize.of(edit, at) < size) {
        return false;
      }
      if (at == overlay) {
        return true;
      }
      at = Chain.backing(edit, at);
    }
    return false;
  }

  /** Of the range that an image is known to have, from a byte on; a shorter one above cuts it. */
  private static long chunks(Workpiece piece, int top, int overlay, long from, long size) {
    GraphEdit edit = piece.edit();
    long within = size;
    long full = 0;
    int at = top;
    while (at != Node.NOBODY && !edit.node(at).driver().isFilter()) {
      long own = NodeSize.of(edit, at);
      within = Math.min(within, own == NodeSize.UNKNOWN ? 0 : own);
      full = Math.max(full, Math.min(new Extents(piece).clusters(at).fullFromStart(), within));
      at = at == overlay ? Node.NOBODY : Chain.backing(edit, at);
    }
    return Math.max(0, full - from) / CHUNK;
  }

  Workload failing(String newError) {
    return new Workload(doubt, nothing, Optional.of(newError), chunks, sleepsOn);
  }

  /** The same, less sure. */
  Workload doubted(Optional<String> newDoubt) {
    return new Workload(doubt.or(() -> newDoubt), nothing, error, chunks, sleepsOn);
  }

  /**
   * What becomes of the job.
   *
   * @param speed in bytes a second, 0 is no limit
   * @param turns how often at most it was let go on early
   */
  Course course(long speed, int turns) {
    if (error.isPresent()) {
      return new Course.Fails(error.get());
    }
    if (doubt.isPresent() || speed == 0) {
      return Doubt.copying(doubt, speed);
    }
    if (nothing) {
      return Course.ENDS;
    }
    int letThrough = sleepsOn ? 0 : AT_ITS_START + turns;
    return speed <= SLOW && letThrough + 1 < chunks ? Course.HELD : Doubt.copying(doubt, speed);
  }
}
