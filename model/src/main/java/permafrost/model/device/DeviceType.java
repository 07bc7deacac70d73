package permafrost.model.device;

import java.util.Optional;
import java.util.Set;

/** The devices that the model knows. Source: each type's {@code Property} table. */
public enum DeviceType {
  VIRTIO_SCSI("virtio-scsi-pci", "virtio-scsi", Bus.PCI, Set.of("iothread")),
  VIRTIO_BLK("virtio-blk-pci", "virtio-blk", Bus.PCI, Set.of("drive", "iothread", "share-rw")),
  SCSI_HD("scsi-hd", "scsi-hd", Bus.SCSI, Set.of("drive", "share-rw")),
  IDE_HD("ide-hd", "ide-hd", Bus.IDE, Set.of()),
  IDE_CD("ide-cd", "ide-cd", Bus.IDE, Set.of());

  /** A kind of bus. */
  public enum Bus {
    PCI,
    SCSI,
    IDE
  }

  private final String typeName;
  private final String alias;
  private final Bus bus;
  private final Set<String> properties;

  DeviceType(String typeName, String alias, Bus bus, Set<String> properties) {
    this.typeName = typeName;
    this.alias = alias;
    this.bus = bus;
    this.properties = properties;
  }

  /** The type of this name or alias, or empty where the model does not know it. */
  public static Optional<DeviceType> named(String name) {
    for (DeviceType type : values()) {
      if (type.typeName.equals(name) || type.alias.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The QOM type's name. */
  public String typeName() {
    return typeName;
  }

  /** The QOM type that has the property {@code drive}; a virtio device has it from its backend. */
  public String driveOwner() {
    return this == VIRTIO_BLK ? "virtio-blk-device" : typeName;
  }

  /** The kind of bus that it is plugged into. */
  public Bus bus() {
    return bus;
  }

  /** The properties of it that the model knows. */
  public Set<String> properties() {
    return properties;
  }

  /** Whether it reads and writes a node. */
  public boolean hasDrive() {
    return properties.contains("drive");
  }
}
