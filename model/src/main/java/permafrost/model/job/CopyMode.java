package permafrost.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import permafrost.model.Rulebook;

/** When a mirror copies what is written while it runs. */
public enum CopyMode {
  BACKGROUND,
  WRITE_BLOCKING;

  /** What QMP calls it. */
  public String qapiName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that QMP calls so. */
  public static CopyMode of(String qapiName) {
    return valueOf(qapiName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * The mode after {@code block-job-change} of a mirror. The command's {@code type} is not held
   * against the job's: one that is not {@code mirror} has no {@code copy-mode}, and means {@code
   * background}. Source: {@code mirror_change}.
   *
   * @throws permafrost.model.Refused where the mode cannot be changed so
   */
  public CopyMode changedBy(ObjectNode arguments, Rulebook rulebook) {
    CopyMode wanted = of(arguments.path("copy-mode").asText("background"));
    if (wanted != this && wanted != WRITE_BLOCKING) {
      rulebook.refuse(JobRefusal.JOB_COPY_MODE_UNCHANGEABLE, wanted.qapiName());
    }
    return wanted;
  }
}
