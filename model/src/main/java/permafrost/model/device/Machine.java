package permafrost.model.device;

import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import permafrost.model.object.IoThreads;

/**
 * What of an emulated machine uses nodes: its iothreads and its devices.
 *
 * @param devices that were plugged in and have not gone, the oldest first
 * @param anonymous how many devices without an id there have been, those refused included
 * @param unnamedBuses how many SCSI buses there have been on devices without an id
 * @param drives what {@code -drive} made, by the names of their block backends
 */
public record Machine(
    IoThreads ioThreads,
    PVector<Device> devices,
    int anonymous,
    int unnamedBuses,
    PMap<String, Drive> drives) {

  /** As it starts: nothing plugged in. */
  public static final Machine BARE =
      new Machine(IoThreads.NONE, TreePVector.empty(), 0, 0, HashTreePMap.empty());

  /** The same with other iothreads. */
  public Machine with(IoThreads newIoThreads) {
    return new Machine(newIoThreads, devices, anonymous, unnamedBuses, drives);
  }

  /** The same with one more drive. */
  public Machine plus(String name, Drive drive) {
    return new Machine(ioThreads, devices, anonymous, unnamedBuses, drives.plus(name, drive));
  }

  /** The same without a drive. */
  public Machine minusDrive(String name) {
    return new Machine(ioThreads, devices, anonymous, unnamedBuses, drives.minus(name));
  }

  /** The same with one more device. */
  public Machine plus(Device device) {
    int buses = device.type() == DeviceType.VIRTIO_SCSI && device.id().isEmpty() ? 1 : 0;
    return new Machine(ioThreads, devices.plus(device), anonymous, unnamedBuses + buses, drives);
  }

  /** The same without a device. */
  public Machine minus(Device device) {
    return new Machine(ioThreads, devices.minus(device), anonymous, unnamedBuses, drives);
  }

  /** The same with one more device without an id. */
  public Machine countingAnonymous() {
    return new Machine(ioThreads, devices, anonymous + 1, unnamedBuses, drives);
  }

  /** The same with another device in the place of one. */
  public Machine replacing(Device old, Device device) {
    return new Machine(
        ioThreads, devices.with(devices.indexOf(old), device), anonymous, unnamedBuses, drives);
  }

  /** The device of this id or QOM path. Source: {@code find_device_state}. */
  public Optional<Device> find(String idOrPath) {
    return devices.stream().filter(device -> device.isCalled(idOrPath)).findFirst();
  }

  /** The newest device with a SCSI bus of this name. */
  public Optional<Device> scsiBus(String name) {
    return devices().reversed().stream()
        .filter(device -> device.type() == DeviceType.VIRTIO_SCSI && device.bus().equals(name))
        .findFirst();
  }

  /** The newest device with a SCSI bus. Source: {@code qbus_find_recursive}. */
  public Optional<Device> scsiBus() {
    return devices().reversed().stream()
        .filter(device -> device.type() == DeviceType.VIRTIO_SCSI)
        .findFirst();
  }

  /** How many devices have a slot of the PCI bus. */
  public int pciDevices() {
    List<Device> pci =
        devices.stream().filter(device -> device.type().bus() == DeviceType.Bus.PCI).toList();
    return pci.size();
  }
}
