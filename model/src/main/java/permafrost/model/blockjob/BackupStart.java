package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.job.Course;
import permafrost.model.job.JobLife;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;

/** Starts a backup of one node to another. Source: {@code backup_job_create}. */
final class BackupStart {

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final JobArguments arguments;
  private final int source;
  private final int target;
  private final BackupSync sync;

  BackupStart(Workpiece piece, JobArguments arguments, int source, int target, BackupSync sync) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
    this.arguments = arguments;
    this.source = source;
    this.target = target;
    this.sync = sync;
  }

  void start() {
    refuseNodes();
    JsonNode tuning = arguments.all().path("x-perf");
    refuseTuning(tuning);
    long length = length();
    boolean discards = arguments.all().path("discard-source").asBoolean();
    int filter = insertFilter(tuning, discards);
    if (!(edit.node(filter).state() instanceof DriverState.CopyBeforeWrite copying)) {
      throw new IllegalStateException("a backup's filter that copies nothing");
    }
    refuseSmallChunk(tuning, copying.clusterSize());
    long chunk = BackupTarget.chunk(copying.clusterSize(), tuning);
    Backup work =
        new Backup(
            filter,
            sync,
            length,
            chunk,
            Doubt.ofReading(piece, source)
                .or(() -> Doubt.of(piece, target))
                .or(() -> compressed(copying.clusterSize())),
            IoErrors.of(piece, ErrorPolicy.of(arguments.all()), source, target),
            Node.NOBODY);
    JobLife<Workpiece> life = new JobLife<>(piece.jobs());
    String id = life.create(arguments.job(piece, work, filter));
    life.guard(
        id,
        () -> {
          Usage usage = new Usage(piece);
          int user = usage.job(id, "backup");
          usage.attach(user, "main node", filter, Perm.NONE, Perm.ALL);
          life.setFirstSpeed(id, arguments.speed());
          usage.attach(user, "target", target, Perm.NONE, Perm.ALL);
          piece.jobs().setWork(id, work.usedBy(user));
        });
    edit.replace(edit.node(filter).with(copying.ofJob(toCopy(work, copying.length()), discards)));
    if (sync != BackupSync.NONE) {
      work.doubt()
          .ifPresent(why -> {
            throw new OutsideModel(why);
          });
      new BackupTarget(piece, source, target).written(discards);
    }
    DrainedSection.refuseStart(piece, id);
    life.start(id);
  }

  private Optional<String> compressed(long cluster) {
    boolean compresses = arguments.all().path("compress").asBoolean();
    return CompressedWrites.doubt(piece, target, compresses, cluster);
  }

  private void refuseNodes() {
    if (source == target) {
      rulebook.refuse(BlockJobRefusal.BACKUP_ONTO_ITSELF);
      throw JobArguments.plantedBeyondSense();
    }
    boolean compress = arguments.all().path("compress").asBoolean();
    if (compress && !BackupTarget.takesCompressed(edit, target)) {
      rulebook.refuse(
          BlockJobRefusal.BACKUP_COMPRESSION_UNSUPPORTED, JobArguments.deviceName(edit, target));
      throw JobArguments.plantedBeyondSense();
    }
    OpBlockers.refuseBlocked(edit, source, OpBlockers.Operation.BACKUP_SOURCE, rulebook);
    OpBlockers.refuseBlocked(edit, target, OpBlockers.Operation.BACKUP_TARGET, rulebook);
  }

  private void refuseTuning(JsonNode tuning) {
    long workers = tuning.path("max-workers").asLong(1);
    if (workers < 1 || workers > Integer.MAX_VALUE) {
      rulebook.refuse(BlockJobRefusal.BACKUP_WORKERS_OUT_OF_RANGE, Integer.MAX_VALUE);
    }
    if (tuning.path("max-chunk").asLong(0) < 0) {
      rulebook.refuse(BlockJobRefusal.BACKUP_CHUNK_NEGATIVE);
    }
  }

  private long length() {
    long length = NodeSize.of(edit, source);
    long ofTarget = NodeSize.of(edit, target);
    if (length == NodeSize.UNKNOWN || ofTarget == NodeSize.UNKNOWN) {
      throw new OutsideModel("a backup of or to a node of which the size is not known");
    }
    if (length != ofTarget) {
      rulebook.refuse(BlockJobRefusal.BACKUP_SIZES_DIFFER);
      throw JobArguments.plantedBeyondSense();
    }
    return length;
  }

  /** Source: {@code bdrv_cbw_append}. */
  private int insertFilter(JsonNode tuning, boolean discards) {
    QDict options = QDict.empty();
    options.put("target", TextNode.valueOf(edit.node(target).name()));
    if (tuning.has("min-cluster-size")) {
      BigInteger least = tuning.get("min-cluster-size").bigIntegerValue();
      if (least.bitLength() >= Long.SIZE) {
        rulebook.refuse(BlockJobRefusal.BACKUP_CLUSTER_TOO_LARGE, least, Long.MAX_VALUE);
        throw JobArguments.plantedBeyondSense();
      }
      options.put("min-cluster-size", LongNode.valueOf(least.longValue()));
    }
    return new FilterInsertion(piece, Driver.COPY_BEFORE_WRITE, arguments.text("filter-node-name"))
        .above(source, options, opened -> copying(opened, discards));
  }

  private static Node copying(Node filter, boolean discards) {
    return filter.state() instanceof DriverState.CopyBeforeWrite copying
        ? filter.with(copying.ofJob(copying.length(), discards))
        : filter;
  }

  private void refuseSmallChunk(JsonNode tuning, long cluster) {
    long chunk = tuning.path("max-chunk").asLong(0);
    if (chunk != 0 && chunk < cluster) {
      rulebook.refuse(BlockJobRefusal.BACKUP_CHUNK_SMALLER_THAN_CLUSTER, chunk, cluster);
    }
  }

  private long toCopy(Backup work, long length) {
    if (sync == BackupSync.NONE) {
      return length;
    }
    boolean ends = work.run(arguments.speed(), 0) == Course.ENDS;
    return ends && !work.errors().mayHappen(piece) ? 0 : NodeSize.UNKNOWN;
  }
}
