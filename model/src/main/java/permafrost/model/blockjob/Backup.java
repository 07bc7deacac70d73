package permafrost.model.blockjob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;
import permafrost.model.job.JobWork;
import permafrost.model.open.Links;
import permafrost.model.open.NodeReplacement;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;

/**
 * What a backup does. Source: {@code BackupBlockJob}.
 *
 * @param filter the number of the copy-before-write filter above the source
 * @param length of the source, in bytes
 * @param chunk the most that is copied at once, in bytes
 * @param doubt why its outcome is not known, if so
 * @param errors which I/O errors it may meet
 * @param user the number of the job as a user of nodes
 */
record Backup(
    int filter,
    BackupSync sync,
    long length,
    long chunk,
    Optional<String> doubt,
    IoErrors errors,
    int user)
    implements JobWork<Workpiece> {

  /**
   * In bytes a second: after its first chunk a job of this speed sleeps for a quarter of an hour.
   */
  private static final long SLOW = 1024;

  Backup usedBy(int newUser) {
    return new Backup(filter, sync, length, chunk, doubt, errors, newUser);
  }

  @Override
  public JobType type() {
    return JobType.BACKUP;
  }

  /** Source: {@code backup_run}. */
  @Override
  public Course run(long speed, int turns) {
    if (sync == BackupSync.NONE) {
      return Course.HELD;
    }
    boolean pinned = sync == BackupSync.FULL && speed > 0 && speed <= SLOW && length > chunk;
    return doubt.isEmpty() && pinned ? Course.HELD : Doubt.copying(doubt, speed);
  }

  /** Source: {@code backup_loop}. */
  @Override
  public Course meet(Workpiece piece, Course calm) {
    if (sync == BackupSync.NONE) {
      return calm;
    }
    boolean whole = sync == BackupSync.FULL;
    return errors.of(
        calm, piece, () -> new Copies(piece).ofBackup(errors.source(), length, chunk, whole));
  }

  /** The job keeps the filter until it has no more edges. Source: {@code backup_clean}. */
  @Override
  public JobWork<Workpiece> clean(Workpiece piece) {
    if (user == Node.NOBODY) {
      return this;
    }
    GraphEdit edit = piece.edit();
    edit.replace(edit.node(filter).ownedByMonitor(true));
    for (int edge : edit.children(user)) {
      new Usage(piece).detach(edge);
    }
    dropFilter(piece);
    edit.replace(edit.node(filter).ownedByMonitor(false));
    new Links(piece).closeIfUnused(filter);
    return this;
  }

  /** A frozen link above it follows, too: its end cannot fail. Source: {@code bdrv_cbw_drop}. */
  private void dropFilter(Workpiece piece) {
    GraphEdit edit = piece.edit();
    List<Integer> frozen = new ArrayList<>();
    for (int number : edit.parents(filter)) {
      if (edit.edge(number).frozen()) {
        frozen.add(number);
        edit.replace(number, edit.edge(number).frozen(false));
      }
    }
    new NodeReplacement(piece).dropFilter(filter);
    frozen.forEach(number -> edit.replace(number, edit.edge(number).frozen(true)));
  }

  @Override
  public void free(Workpiece piece) {
    if (user != Node.NOBODY) {
      new Usage(piece).remove(user);
    }
  }
}
