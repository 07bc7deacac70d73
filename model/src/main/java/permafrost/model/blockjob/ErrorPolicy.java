package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import permafrost.model.data.HostError;
import permafrost.model.job.IoError;

/**
 * What a job is to do about I/O errors. Source: {@code block_job_error_action}.
 *
 * @param onSource about those of reads
 * @param onTarget about those of writes
 */
record ErrorPolicy(OnError onSource, OnError onTarget) {

  /** Source: {@code BlockdevOnError}. */
  enum OnError {
    REPORT,
    IGNORE,
    ENOSPC,
    STOP,
    AUTO
  }

  /** That of a job with one for all errors. */
  static ErrorPolicy ofAll(ObjectNode arguments) {
    OnError all = named(arguments, "on-error");
    return new ErrorPolicy(all, all);
  }

  /** That of a job that tells source and target apart. */
  static ErrorPolicy of(ObjectNode arguments) {
    return new ErrorPolicy(
        named(arguments, "on-source-error"), named(arguments, "on-target-error"));
  }

  private static OnError named(ObjectNode arguments, String key) {
    return OnError.valueOf(arguments.path(key).asText("report").toUpperCase(Locale.ROOT));
  }

  IoError.Action action(IoError.Operation operation, HostError error) {
    return switch (operation == IoError.Operation.READ ? onSource : onTarget) {
      case REPORT -> IoError.Action.REPORT;
      case IGNORE -> IoError.Action.IGNORE;
      case STOP -> IoError.Action.STOP;
      case ENOSPC, AUTO -> error == HostError.ENOSPC ? IoError.Action.STOP : IoError.Action.REPORT;
    };
  }
}
