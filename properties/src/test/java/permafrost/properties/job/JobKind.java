package permafrost.properties.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Command;
import permafrost.model.job.Course;
import permafrost.model.job.JobType;

/** Jobs that are cheap to start and stay where they are told to, on nodes that hold nothing. */
enum JobKind {
  /** Copies before each write, of which there is none. */
  HELD_BACKUP(JobType.BACKUP, Course.HELD),
  /** Held by its speed. */
  SLOW_BACKUP(JobType.BACKUP, Course.HELD),
  QUICK_BACKUP(JobType.BACKUP, Course.ENDS),
  QUICK_STREAM(JobType.STREAM, Course.ENDS),
  READY_MIRROR(JobType.MIRROR, Course.READY),
  /** To a target of another size. */
  FAILING_MIRROR(JobType.MIRROR, new Course.Fails("Source and target image have different sizes"));

  private final JobType type;
  private final Course course;

  JobKind(JobType type, Course course) {
    this.type = type;
    this.course = course;
  }

  PinnedWork work() {
    return new PinnedWork(type, course);
  }

  long speed() {
    return this == SLOW_BACKUP ? 1 : 0;
  }

  /**
   * The command that starts one.
   *
   * @param nodes names its nodes: the source {@code sN}, the target {@code tN}, {@code uN} of
   *     another size
   */
  Command command(String id, int nodes, boolean autoFinalize, boolean autoDismiss) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("job-id", id).put("device", "s" + nodes).put("speed", speed());
    arguments.put("auto-finalize", autoFinalize).put("auto-dismiss", autoDismiss);
    return switch (this) {
      case QUICK_STREAM -> new Command("block-stream", arguments);
      case HELD_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "none");
      case SLOW_BACKUP, QUICK_BACKUP -> copy("blockdev-backup", arguments, "t" + nodes, "full");
      case READY_MIRROR -> copy("blockdev-mirror", arguments, "t" + nodes, "none");
      case FAILING_MIRROR -> copy("blockdev-mirror", arguments, "u" + nodes, "none");
    };
  }

  private static Command copy(String name, ObjectNode arguments, String target, String sync) {
    return new Command(name, arguments.put("target", target).put("sync", sync));
  }
}
