package permafrost.model.device;

/**
 * What {@code -drive} says of a named block backend beyond the block layer. Source: {@code
 * DriveInfo}.
 *
 * @param interfaceType such as {@code virtio}; {@code none} where no device is made for it
 * @param removable whether it is a CD-ROM's
 * @param writeBack whether its device's write cache is on
 */
public record Drive(String interfaceType, boolean removable, boolean writeBack) {

  /** Whether a device is made for it when QEMU starts. */
  public boolean isConnected() {
    return !interfaceType.equals("none");
  }
}
