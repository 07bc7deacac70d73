package permafrost.properties.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Rulebook;
import permafrost.model.job.CopyMode;
import permafrost.model.job.Course;
import permafrost.model.job.IoError;
import permafrost.model.job.IoStatus;
import permafrost.model.job.JobType;
import permafrost.model.job.NewJob;

/** Jobs that are cheap to start and stay where they are told to, on nodes that hold nothing. */
enum JobKind {
  /** Copies before each write, of which there is none. */
  HELD_BACKUP,
  /** Held by its speed, if it has one. */
  FULL_BACKUP,
  /** Of a node without backing: there is nothing to do. */
  EMPTY_STREAM,
  READY_MIRROR,
  /** To a target of another size. */
  FAILING_MIRROR,
  /** Of a node that cannot be read, paused by that. */
  STOPPED_BACKUP,
  /** Of a node that cannot be read. */
  FAILING_BACKUP,
  /** No block job. */
  FILE_CREATION;

  /** One with a speed sleeps first. */
  private static final Course LATE = new Course.Unknown("when a backup notices an error");

  PinnedWork work() {
    return switch (this) {
      case HELD_BACKUP -> work(JobType.BACKUP, Course.HELD, Course.HELD);
      case FULL_BACKUP -> work(JobType.BACKUP, Course.HELD, Course.ENDS);
      case EMPTY_STREAM -> work(JobType.STREAM, Course.ENDS, Course.ENDS);
      case READY_MIRROR -> work(JobType.MIRROR, Course.READY, Course.READY);
      case FAILING_MIRROR -> {
        Course fails = new Course.Fails("Source and target image have different sizes");
        yield work(JobType.MIRROR, fails, fails);
      }
      case STOPPED_BACKUP -> {
        Course stops = new Course.Stops(IoError.Operation.READ, IoStatus.FAILED);
        yield work(JobType.BACKUP, LATE, stops);
      }
      case FAILING_BACKUP -> {
        IoError error = new IoError(IoError.Operation.READ, IoError.Action.REPORT);
        Course fails = new Course.Meets(error, new Course.Fails("Input/output error"));
        yield work(JobType.BACKUP, LATE, fails);
      }
      case FILE_CREATION -> work(JobType.CREATE, Course.ENDS, Course.ENDS);
    };
  }

  private static PinnedWork work(JobType type, Course slow, Course quick) {
    return new PinnedWork(type, slow, quick, CopyMode.BACKGROUND);
  }

  /** What the model starts for {@link #command}. */
  NewJob<Rulebook> wanted(String id, boolean autoFinalize, boolean autoDismiss) {
    boolean creation = this == FILE_CREATION;
    return new NewJob<>(
        Optional.of(id), "", work(), creation || autoFinalize, !creation && autoDismiss);
  }

  /** The speed that it really gets where one is asked for. */
  long speed(long asked) {
    return switch (this) {
      case HELD_BACKUP, FULL_BACKUP, EMPTY_STREAM, READY_MIRROR, FAILING_MIRROR -> asked;
      case STOPPED_BACKUP, FAILING_BACKUP -> Math.min(asked, 0);
      case FILE_CREATION -> 0;
    };
  }

  /**
   * The command that starts one.
   *
   * @param nodes names its nodes: the source {@code sN}, or {@code eN} that cannot be read, the
   *     target {@code tN}, or {@code uN} of another size
   * @param speed in bytes a second; 0 is none
   */
  Command command(String id, int nodes, long speed, boolean autoFinalize, boolean autoDismiss) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("job-id", id).put("device", "s" + nodes).put("speed", speed(speed));
    arguments.put("auto-finalize", autoFinalize).put("auto-dismiss", autoDismiss);
    return switch (this) {
      case EMPTY_STREAM -> new Command("block-stream", arguments);
      case HELD_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "none");
      case FULL_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "full");
      case READY_MIRROR -> copy("blockdev-mirror", arguments, "t" + nodes, "none");
      case FAILING_MIRROR -> copy("blockdev-mirror", arguments, "u" + nodes, "none");
      case STOPPED_BACKUP, FAILING_BACKUP -> {
        arguments.put("device", "e" + nodes);
        arguments.put("on-source-error", this == STOPPED_BACKUP ? "stop" : "report");
        yield copy("blockdev-backup", arguments, "t" + nodes, "full");
      }
      case FILE_CREATION -> creation(id);
    };
  }

  private static Command creation(String id) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("job-id", id);
    arguments.putObject("options").put("driver", "file").put("filename", "f").put("size", 512);
    return new Command("blockdev-create", arguments);
  }

  private static Command copy(String name, ObjectNode arguments, String target, String sync) {
    return new Command(name, arguments.put("target", target).put("sync", sync));
  }
}
