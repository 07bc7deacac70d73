package permafrost.model.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import permafrost.model.Event;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.User;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;

/** {@code device_del}. Source: {@code qmp_device_del}, {@code qdev_unplug}. */
public final class Unplugging {

  private static final String DELETED = "DEVICE_DELETED";

  private final Workpiece workpiece;
  private final Rulebook rulebook;

  public Unplugging(Workpiece workpiece) {
    this.workpiece = workpiece;
    rulebook = workpiece.rulebook();
  }

  /**
   * Unplugs the device of this id or QOM path. A PCI device stays until the guest lets it go, which
   * does not run; a disk goes at once, and its node is left when the event has come.
   */
  public void delete(String name) {
    Machine machine = workpiece.state().machine();
    Device device = machine.find(name).orElse(null);
    if (device == null) {
      if (name.contains("/")) {
        throw new OutsideModel("device_del of " + name);
      }
      rulebook.refuse(
          name.isEmpty() ? DeviceRefusal.NOT_A_DEVICE : DeviceRefusal.DEVICE_NOT_FOUND, name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    if (device.unplugging()) {
      rulebook.refuse(DeviceRefusal.DEVICE_UNPLUGGING, name);
    }
    switch (device.type().bus()) {
      case PCI ->
          workpiece.update(
              state -> state.with(state.machine().replacing(device, device.nowUnplugging())));
      case SCSI -> {
        String drive = ((User.Backend) workpiece.edit().vertex(device.backend())).name();
        new Usage(workpiece).remove(device.backend());
        workpiece.update(state -> state.with(state.machine().minus(device).minusDrive(drive)));
        workpiece.emit(deleted(device));
      }
      case IDE -> throw new OutsideModel("device_del of an IDE device");
    }
  }

  private static Event deleted(Device device) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("path", device.path());
    if (!device.id().isEmpty()) {
      data.put("device", device.id());
    }
    return new Event(DELETED, device.id().isEmpty() ? DELETED : device.id(), data);
  }
}
