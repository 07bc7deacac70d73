package permafrost.properties.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Command;
import permafrost.model.job.CopyMode;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;

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
  FAILING_MIRROR;

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
    };
  }

  private static PinnedWork work(JobType type, Course slow, Course quick) {
    return new PinnedWork(type, slow, quick, CopyMode.BACKGROUND);
  }

  /**
   * The command that starts one.
   *
   * @param nodes names its nodes: the source {@code sN}, the target {@code tN}, {@code uN} of
   *     another size
   * @param speed in bytes a second; 0 is none
   */
  Command command(String id, int nodes, long speed, boolean autoFinalize, boolean autoDismiss) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("job-id", id).put("device", "s" + nodes).put("speed", speed);
    arguments.put("auto-finalize", autoFinalize).put("auto-dismiss", autoDismiss);
    return switch (this) {
      case EMPTY_STREAM -> new Command("block-stream", arguments);
      case HELD_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "none");
      case FULL_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "full");
      case READY_MIRROR -> copy("blockdev-mirror", arguments, "t" + nodes, "none");
      case FAILING_MIRROR -> copy("blockdev-mirror", arguments, "u" + nodes, "none");
    };
  }

  private static Command copy(String name, ObjectNode arguments, String target, String sync) {
    return new Command(name, arguments.put("target", target).put("sync", sync));
  }
}
