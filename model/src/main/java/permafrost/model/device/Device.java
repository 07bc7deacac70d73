package permafrost.model.device;

/**
 * A device that is plugged in.
 *
 * @param id empty where it has none
 * @param path its QOM path
 * @param bus the name of the SCSI bus that it has; empty where it has none
 * @param context the AioContext that it was given
 * @param backend the number of the block backend that it uses, or {@link #NO_BACKEND}
 * @param unplugging whether the guest has been asked to let it go
 */
public record Device(
    DeviceType type,
    String id,
    String path,
    String bus,
    int context,
    int backend,
    boolean unplugging) {

  /** The number of no block backend. */
  public static final int NO_BACKEND = -1;

  /** The same device, waiting for the guest to let it go. */
  public Device nowUnplugging() {
    return new Device(type, id, path, bus, context, backend, true);
  }

  /** Whether this is its id or its path. */
  public boolean isCalled(String idOrPath) {
    return !id.isEmpty() && id.equals(idOrPath) || path.equals(idOrPath);
  }

  /**
   * What the block layer calls the device of a type: its id, else its path; of a virtio device it
   * knows the part behind the transport. Source: {@code blk_get_attached_dev_id}.
   */
  static String blockLabel(DeviceType type, String id, String path) {
    if (type == DeviceType.VIRTIO_BLK) {
      return path + "/virtio-backend";
    }
    return id.isEmpty() ? path : id;
  }
}
