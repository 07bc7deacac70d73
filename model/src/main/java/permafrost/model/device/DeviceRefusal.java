package permafrost.model.device;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses to plug or unplug a device. */
public enum DeviceRefusal implements Refusal {
  DEVICE_ID_NOT_WELLFORMED("Parameter 'id' expects an identifier", "qemu_opts_create"),
  DEVICE_ID_INVALID("Invalid qdev ID '%s'", "qdev_device_add_from_qdict"),
  DRIVER_MISSING("Parameter 'driver' is missing", "qdev_device_add_from_qdict"),
  BUS_NOT_FOUND("Bus '%s' not found", "qbus_find"),
  BUS_OF_OTHER_KIND("Device '%s' can't go on %s bus", "qdev_device_add_from_qdict"),
  NO_BUS_FOR_DEVICE("No '%s' bus found for device '%s'", "qdev_device_add_from_qdict"),
  BUS_WITHOUT_HOTPLUG("Bus '%s' does not support hotplugging", "qdev_device_add_from_qdict"),
  DEVICE_ID_TAKEN("Duplicate device ID '%s'", "qdev_set_id"),
  DRIVE_NOT_FOUND("Property '%s.drive' can't find value '%s'", "set_drive_helper"),
  DRIVE_ID_IS_NODE("Device name '%s' conflicts with an existing node name", "monitor_add_blk"),
  DRIVE_CONNECTED(
      "Drive '%s' is already in use because it has been automatically connected to another device"
          + " (did you need 'if=none' in the drive options?)",
      "set_drive_helper"),
  DRIVE_IN_USE("Drive '%s' is already in use by another device", "set_drive_helper"),
  DRIVE_EMPTY("Device needs media, but drive is empty", "scsi_realize, virtio_blk_device_realize"),
  DRIVE_NOT_SET("drive property not set", "scsi_realize, virtio_blk_device_realize"),
  DEVICE_NOT_FOUND("Device '%s' not found", "find_device_state, object_resolve_link") {
    @Override
    public String errorClass() {
      return "DeviceNotFound";
    }
  },
  /** An empty id names what all devices with an id belong to. */
  NOT_A_DEVICE("%s is not a hotpluggable device", "find_device_state") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(new Rewording(Behaviour.DEVICES_ARE_FOUND_ALIKE, "%s is not a device"));
    }
  },
  DEVICE_UNPLUGGING("Device %s is already in the process of unplug", "qmp_device_del"),
  DEVICE_WITHOUT_BACKEND("Device does not have a block device backend", "blk_by_qdev_id");

  private final String form;
  private final String source;

  DeviceRefusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }
}
