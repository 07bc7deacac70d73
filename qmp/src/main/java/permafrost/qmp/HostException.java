package permafrost.qmp;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * This machine did not give what a run needs: space, a folder, a process. The message is one line
 * for a user: what failed, with which file, and what to do. Never says anything about the QEMU
 * under test, whose failures are {@link Fault}s.
 */
public final class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean noSpace;

  /** A failure with nothing below it. */
  public HostException(String message) {
    super(message);
    this.noSpace = false;
  }

  private HostException(String message, boolean noSpace, IOException cause) {
    super(message, cause);
    this.noSpace = noSpace;
  }

  /**
   * The exception for a failed file operation.
   *
   * @param what what was being done, to go before "failed", such as {@code "making a folder"}
   * @param path with which file or folder
   * @param cause how it failed; a full disk is recognised by the system's text for ENOSPC or EDQUOT
   */
  public static HostException of(String what, Path path, IOException cause) {
    String reason =
        cause instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : String.valueOf(cause.getMessage());
    boolean full =
        reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
    String advice = full ? "; free some space there, or choose another folder" : "";
    String line = what + " failed at " + path + ": " + reason + advice;
    return new HostException(line.replaceAll("\\s*\\R\\s*", " "), full, cause);
  }

  /** Whether a full disk (or an exhausted quota) is the reason. */
  public boolean noSpace() {
    return noSpace;
  }
}
