package permafrost.model.graph;

import permafrost.model.image.Qcow2Header;

/** What a driver keeps of an open node. */
public sealed interface DriverState {

  /** A node that is being opened, before its driver has run. */
  record Opening() implements DriverState {}

  /**
   * An open file.
   *
   * @param path as the user gave it
   * @param size in bytes, as the file system gives it
   * @param locking whether it takes byte locks
   * @param heldPermissions the {@link Perm} bits whose bytes it holds locked
   * @param heldShared the {@link Perm} bits it leaves to others
   * @param reopened whether it was reopened since its permissions were refreshed: then the next
   *     refresh gives it another descriptor, if it is writable. Source: {@code raw_reopen_commit}
   */
  record File(
      String path,
      long size,
      boolean locking,
      int heldPermissions,
      int heldShared,
      boolean reopened)
      implements DriverState {

    /** The same file with another size, in bytes, or {@code Image.UNKNOWN_SIZE}. */
    public File sized(long bytes) {
      return new File(path, bytes, locking, heldPermissions, heldShared, reopened);
    }

    public File holding(int permissions, int shared) {
      return new File(path, size, locking, permissions, shared, false);
    }

    /** The same file after a reopen. */
    public File afterReopen() {
      return new File(path, size, locking, heldPermissions, heldShared, true);
    }
  }

  /** A null device of {@code size} bytes. */
  record Null(long size, boolean latency) implements DriverState {}

  /**
   * A client of this QEMU's own NBD server.
   *
   * @param export the number of the block backend of the export that it is connected to, or {@link
   *     Node#NOBODY} once that has gone
   * @param size in bytes, as the server said
   * @param exportReadOnly whether the export takes no writes
   * @param alignment in bytes: what the server wants requests to be multiples of
   * @param reconnects whether a request waits to be connected again where the export has gone
   */
  record Nbd(int export, long size, boolean exportReadOnly, long alignment, boolean reconnects)
      implements DriverState {

    /** Whether its export is still there. */
    public boolean isConnected() {
      return export != Node.NOBODY;
    }

    /** The same client after its export has gone. */
    public Nbd disconnected() {
      return new Nbd(Node.NOBODY, size, exportReadOnly, alignment, reconnects);
    }
  }

  /**
   * A raw window.
   *
   * @param offset in bytes
   * @param sizeGiven whether {@code size} was given; else the window reaches to the end of its
   *     child
   * @param size in bytes, where given
   */
  record Raw(long offset, boolean sizeGiven, long size) implements DriverState {}

  /**
   * A qcow2 image.
   *
   * @param header what the image file holds
   * @param automaticBacking the name that the header, or the node opened for it, gives; a backing
   *     node with another one counts as overridden
   * @param leftWritten whether its file was replaced when it might have been written
   */
  record Qcow2(Qcow2Header header, String automaticBacking, boolean leftWritten)
      implements DriverState {

    /** An image whose file was not replaced yet. */
    public Qcow2(Qcow2Header header, String automaticBacking) {
      this(header, automaticBacking, false);
    }

    /** The same image with another header, and another automatic backing file. */
    public Qcow2 with(Qcow2Header other, String backing) {
      return new Qcow2(other, backing, leftWritten);
    }

    /** The same image over another file than one that it may have written to. */
    public Qcow2 leavingWritten() {
      return new Qcow2(header, automaticBacking, true);
    }
  }

  /**
   * The filter of a commit job.
   *
   * @param size of the node that it was put on, in bytes
   */
  record CommitTop(long size) implements DriverState {}

  /** A member of a throttle group. */
  record Throttle(String group) implements DriverState {}

  /**
   * A copy-on-read filter.
   *
   * @param bottom the number of the node down to which the data is copied, and to which the filter
   *     keeps a reference; {@link Node#NOBODY} for the whole chain
   * @param frozen whether the chain is frozen down to there
   */
  record CopyOnRead(int bottom, boolean frozen) implements DriverState {

    /** One that copies from the whole chain. */
    public static final CopyOnRead WHOLE = new CopyOnRead(Node.NOBODY, false);

    /** The same over a chain that may be changed. */
    public CopyOnRead thawed() {
      return new CopyOnRead(bottom, false);
    }
  }

  /**
   * A blkdebug filter.
   *
   * @param takes the {@link Perm} bits that it takes of its child beyond what it is asked for
   * @param unshares those that it leaves to no one else
   * @param alignment in bytes; 1 where none was asked for
   * @param injection which requests fail
   */
  record Blkdebug(int takes, int unshares, long alignment, Injection injection)
      implements DriverState {

    /** Whether some I/O of users may fail. */
    public boolean injects() {
      return injection.injects();
    }

    /** The same filter, after some of what it lets fail. */
    public Blkdebug with(Injection now) {
      return new Blkdebug(takes, unshares, alignment, now);
    }
  }

  /** A blkverify filter. */
  record Blkverify() implements DriverState {}

  /**
   * A quorum.
   *
   * @param rewrites whether it mends children that were outvoted
   * @param verifies whether all children must agree
   * @param threshold how many votes decide
   * @param nextIndex the number in the name of the child that is added next
   */
  record Quorum(boolean rewrites, boolean verifies, int threshold, int nextIndex)
      implements DriverState {

    /** The same quorum with another number to come. */
    public Quorum next(int index) {
      return new Quorum(rewrites, verifies, threshold, index);
    }
  }

  /**
   * A compress filter.
   *
   * @param alignment in bytes: its requests are whole clusters of what is below; 1 where that has
   *     none
   */
  record Compress(int alignment) implements DriverState {}

  /**
   * A preallocate filter.
   *
   * @param watching whether it knows where its child ends, since no one else may write or resize it
   */
  record Preallocate(boolean watching) implements DriverState {}

  /**
   * A copy-before-write filter.
   *
   * @param clusterSize what it copies at once, in bytes
   * @param length of what it filters when it was opened, in bytes
   * @param copyBitmap the number of the node that has the bitmap of what is to be copied
   * @param toCopy how much is still to be copied, from its start on, in bytes, or less than 0 where
   *     that is not known
   * @param discardsSource whether what has been copied is discarded from what it filters
   */
  record CopyBeforeWrite(
      long clusterSize, long length, int copyBitmap, long toCopy, boolean discardsSource)
      implements DriverState {

    /** The filter of a backup job. */
    public CopyBeforeWrite ofJob(long left, boolean discards) {
      return new CopyBeforeWrite(clusterSize, length, copyBitmap, left, discards);
    }

    /** The node that has the bitmap of what is to be copied has another size now. */
    public CopyBeforeWrite resized(long size) {
      return ofJob(Math.min(toCopy, size), discardsSource);
    }
  }

  /** What a copy-before-write filter below has kept. */
  record SnapshotAccess() implements DriverState {}

  /**
   * The filter of a mirror job. Source: {@code MirrorBDSOpaque}.
   *
   * @param size in bytes, of the source when the job began
   * @param stopped whether the job is at its end: it takes nothing any more
   * @param commits whether the job writes to the source's own backing chain
   */
  record MirrorTop(long size, boolean stopped, boolean commits) implements DriverState {

    public MirrorTop stop() {
      return new MirrorTop(size, true, commits);
    }
  }
}
