package permafrost.model.data;

import java.util.Arrays;
import permafrost.model.OutsideModel;

/** What a request fails with: an error of the host, by its number on Linux. */
public enum HostError {
  EPERM(1, "Operation not permitted"),
  ENOENT(2, "No such file or directory"),
  EIO(5, "Input/output error"),
  ENOMEM(12, "Cannot allocate memory"),
  EACCES(13, "Permission denied"),
  EBUSY(16, "Device or resource busy"),
  EINVAL(22, "Invalid argument"),
  EFBIG(27, "File too large"),
  ENOSPC(28, "No space left on device"),
  EROFS(30, "Read-only file system"),
  ETIMEDOUT(110, "Connection timed out");

  private final int number;
  private final String text;

  HostError(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** What {@code strerror} says. */
  public String text() {
    return text;
  }

  /**
   * The error of this number.
   *
   * @throws OutsideModel where QEMU does something else about it than to fail, or may do so
   */
  static HostError of(int number) {
    return Arrays.stream(values())
        .filter(error -> error.number == number)
        .findFirst()
        .orElseThrow(() -> new OutsideModel("a request that fails with a rare error"));
  }
}
