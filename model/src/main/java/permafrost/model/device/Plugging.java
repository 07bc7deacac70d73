package permafrost.model.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.data.Traffic;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.open.AioContexts;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.options.Identifier;
import permafrost.model.qapi.QDictOrder;

/** {@code device_add}. Source: {@code qdev_device_add_from_qdict}. */
public final class Plugging {

  /** Of the default machine, with {@code -nodefaults}. */
  private static final Set<String> OWN_BUSES =
      Set.of("main-system-bus", "isa.0", "ide.0", "ide.1", "i2c");

  private static final String PCI_BUS = "pci.0";
  private static final int PCI_SLOTS_FREE = 24;
  private static final Set<String> TAKEN = Set.of("driver", "bus", "id");

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Usage usage;
  private final AioContexts contexts;

  public Plugging(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    usage = new Usage(workpiece);
    contexts = new AioContexts(workpiece);
  }

  /** What the properties make of a device before it is realized. */
  private record Draft(int context, int backend, boolean shareWrites) {

    Draft inContext(int newContext) {
      return new Draft(newContext, backend, shareWrites);
    }

    Draft on(int newBackend) {
      return new Draft(context, newBackend, shareWrites);
    }

    Draft sharingWrites(boolean shares) {
      return new Draft(context, backend, shares);
    }
  }

  /**
   * Plugs a device in.
   *
   * @param arguments the command's, which no schema has checked
   */
  public void add(ObjectNode arguments) {
    String id = arguments.has("id") ? text(arguments, "id") : "";
    boolean malformed = arguments.has("id") && !Identifier.isWellFormed(id);
    if (malformed && !rulebook.has(Behaviour.DEVICE_ADD_TAKES_JSON)) {
      rulebook.refuse(DeviceRefusal.DEVICE_ID_NOT_WELLFORMED);
    }
    if (!arguments.has("driver")) {
      rulebook.refuse(DeviceRefusal.DRIVER_MISSING);
    }
    String driver = text(arguments, "driver");
    DeviceType type =
        DeviceType.named(driver).orElseThrow(() -> new OutsideModel("device " + driver));
    int busContext = findBus(type, arguments);
    if (malformed) {
      if (rulebook.has(Behaviour.DEVICE_ID_CHECKED_LATE)) {
        rulebook.refuse(DeviceRefusal.DEVICE_ID_INVALID, id);
      } else if (id.isEmpty() || id.contains("/")) {
        throw new OutsideModel("a device with an id that is a path");
      }
    }
    String path = name(id);
    Draft draft = new Draft(GraphView.MAIN_CONTEXT, Device.NO_BACKEND, false);
    for (String property : propertiesInQemuOrder(arguments)) {
      draft = set(type, Device.blockLabel(type, id, path), draft, property, arguments);
    }
    realize(type, draft);
    if (type.bus() == DeviceType.Bus.SCSI) {
      joinBus(draft.backend, busContext);
    }
    Device device =
        new Device(type, id, path, busOf(type, id), draft.context, draft.backend, false);
    workpiece.update(state -> state.with(state.machine().plus(device)));
  }

  /** Numbers and truths are as good as texts. Source: {@code qemu_opts_from_qdict}. */
  private static String text(ObjectNode arguments, String key) {
    JsonNode value = arguments.path(key);
    if (!value.isTextual()) {
      throw new OutsideModel("device_add with " + key + "=" + value);
    }
    return value.textValue();
  }

  /**
   * Finds the bus.
   *
   * @return the AioContext of its owner
   */
  private int findBus(DeviceType type, ObjectNode arguments) {
    if (arguments.has("bus")) {
      return namedBus(type, text(arguments, "bus"));
    }
    return switch (type.bus()) {
      case PCI -> GraphView.MAIN_CONTEXT;
      case SCSI -> {
        Device owner = machine().scsiBus().orElse(null);
        if (owner == null) {
          rulebook.refuse(DeviceRefusal.NO_BUS_FOR_DEVICE, "SCSI", type.typeName());
          throw new OutsideModel("what follows a forgotten look-up");
        }
        yield owner.context();
      }
      case IDE -> {
        rulebook.refuse(DeviceRefusal.BUS_WITHOUT_HOTPLUG, "ide.1");
        throw new OutsideModel("an IDE device that is plugged in");
      }
    };
  }

  private int namedBus(DeviceType type, String name) {
    if (OWN_BUSES.contains(name) || name.contains("/")) {
      throw new OutsideModel("bus " + name);
    }
    boolean pci = name.equals(PCI_BUS);
    Device owner = machine().scsiBus(name).orElse(null);
    if (!pci && owner == null) {
      rulebook.refuse(DeviceRefusal.BUS_NOT_FOUND, name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    DeviceType.Bus found = pci ? DeviceType.Bus.PCI : DeviceType.Bus.SCSI;
    if (found != type.bus()) {
      rulebook.refuse(DeviceRefusal.BUS_OF_OTHER_KIND, type.typeName(), found);
    }
    return pci || owner == null ? GraphView.MAIN_CONTEXT : owner.context();
  }

  /** Source: {@code qdev_set_id}. */
  private String name(String id) {
    if (!id.isEmpty()) {
      if (machine().find(id).isPresent() || id.equals("type")) {
        rulebook.refuse(DeviceRefusal.DEVICE_ID_TAKEN, id);
      }
      return "/machine/peripheral/" + id;
    }
    String path = "/machine/peripheral-anon/device[" + machine().anonymous() + "]";
    workpiece.update(state -> state.with(state.machine().countingAnonymous()));
    workpiece.leave(state -> state.with(state.machine().countingAnonymous()));
    return path;
  }

  private static List<String> propertiesInQemuOrder(ObjectNode arguments) {
    List<String> properties = new ArrayList<>();
    arguments.fieldNames().forEachRemaining(properties::add);
    properties.removeAll(TAKEN);
    return QDictOrder.iterate(properties);
  }

  private Draft set(
      DeviceType type, String label, Draft draft, String property, ObjectNode arguments) {
    if (!type.properties().contains(property)) {
      throw new OutsideModel("property " + property + " of " + type.typeName());
    }
    return switch (property) {
      case "iothread" -> draft.inContext(context(text(arguments, property)));
      case "drive" -> draft.on(drive(type, label, text(arguments, property)));
      case "share-rw" -> {
        if (!arguments.path(property).isBoolean()) {
          throw new OutsideModel("device_add with share-rw that is no truth value");
        }
        yield draft.sharingWrites(arguments.path(property).booleanValue());
      }
      default -> throw new OutsideModel("property " + property + " of " + type.typeName());
    };
  }

  /** Source: {@code object_set_link_property}. */
  private int context(String id) {
    if (id.isEmpty()) {
      return GraphView.MAIN_CONTEXT;
    }
    if (!machine().ioThreads().has(id)) {
      if (workpiece.state().groups().has(id) || machine().find(id).isPresent()) {
        throw new OutsideModel("another object as iothread");
      }
      rulebook.refuse(DeviceRefusal.DEVICE_NOT_FOUND, id);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    return machine().ioThreads().contexts().get(id);
  }

  /** That of virtio-blk begins in the main loop. Source: {@code set_drive_helper}. */
  private int drive(DeviceType type, String label, String name) {
    if (name.isEmpty()) {
      return Device.NO_BACKEND;
    }
    User.Backend named = edit.backend(name).orElse(null);
    if (named != null) {
      return namedDrive(named, label);
    }
    Node node = edit.find(name).orElse(null);
    if (node == null) {
      rulebook.refuse(DeviceRefusal.DRIVE_NOT_FOUND, type.driveOwner(), name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    if (type == DeviceType.VIRTIO_BLK) {
      contexts.move(node.number(), GraphView.MAIN_CONTEXT);
    }
    return usage.backendOn(node.number(), "", label, true);
  }

  /** Source: {@code blk_attach_dev}. */
  private int namedDrive(User.Backend backend, String label) {
    if (!backend.device().isEmpty()) {
      boolean connected = machine().drives().get(backend.name()).isConnected();
      rulebook.refuse(
          connected ? DeviceRefusal.DRIVE_CONNECTED : DeviceRefusal.DRIVE_IN_USE, backend.name());
    }
    edit.replace(backend.of(label));
    return backend.number();
  }

  private void realize(DeviceType type, Draft draft) {
    if (type.bus() == DeviceType.Bus.PCI && machine().pciDevices() >= PCI_SLOTS_FREE) {
      throw new OutsideModel("a full PCI bus");
    }
    if (!type.hasDrive()) {
      return;
    }
    if (draft.backend == Device.NO_BACKEND) {
      rulebook.refuse(DeviceRefusal.DRIVE_NOT_SET);
      throw new OutsideModel("a disk without a drive");
    }
    if (edit.children(draft.backend).length == 0) {
      rulebook.refuse(DeviceRefusal.DRIVE_EMPTY);
      throw new OutsideModel("a disk without a medium");
    }
    int node = edit.edge(edit.children(draft.backend)[0]).child();
    if (type == DeviceType.SCSI_HD) {
      guessGeometry(node);
    }
    takePermissions(draft);
    if (type == DeviceType.VIRTIO_BLK) {
      guessGeometry(node);
    }
    if (type == DeviceType.VIRTIO_BLK && draft.context != GraphView.MAIN_CONTEXT) {
      refuseBlockedDataplane(draft.backend, "cannot start virtio-blk dataplane: ");
    }
  }

  /**
   * From the first sector; what was copied on that read stays. Source: {@code hd_geometry_guess}.
   */
  private void guessGeometry(int node) {
    new Traffic(workpiece).on(node, Traffic.Kind.PROBES);
    workpiece.leave(state -> {
      Workpiece after = new Workpiece(state, rulebook);
      new Traffic(after).on(node, Traffic.Kind.PROBES);
      return after.done();
    });
  }

  /** Source: {@code blkconf_apply_backend_options}. */
  private void takePermissions(Draft draft) {
    int root = edit.children(draft.backend)[0];
    boolean writable = edit.node(edit.edge(root).child()).flags().writable();
    int shared = Perm.CONSISTENT_READ | Perm.WRITE_UNCHANGED | Perm.RESIZE;
    usage.change(
        root,
        writable ? Perm.CONSISTENT_READ | Perm.WRITE : Perm.CONSISTENT_READ,
        draft.shareWrites ? shared | Perm.WRITE : shared);
  }

  /** Source: {@code virtio_scsi_hotplug}. */
  private void joinBus(int backend, int context) {
    if (!rulebook.has(Behaviour.DISK_STAYS_IN_ITS_CONTEXT)) {
      refuseBlockedDataplane(backend, "");
      contexts.moveBackend(backend, context);
    } else if (context != GraphView.MAIN_CONTEXT) {
      try {
        contexts.moveBackend(backend, context);
      } catch (Refused ignored) {
        return;
      }
    }
  }

  /** Source: {@code blk_op_is_blocked}, with {@code BLOCK_OP_TYPE_DATAPLANE}. */
  private void refuseBlockedDataplane(int backend, String prefix) {
    if (rulebook.has(Behaviour.DISK_STAYS_IN_ITS_CONTEXT)) {
      return;
    }
    int node = edit.edge(edit.children(backend)[0]).child();
    try {
      OpBlockers.refuseBlocked(edit, node, OpBlockers.Operation.DATAPLANE, rulebook);
    } catch (Refused refused) {
      throw refused.prefixed(prefix);
    }
  }

  private String busOf(DeviceType type, String id) {
    if (type != DeviceType.VIRTIO_SCSI) {
      return "";
    }
    return id.isEmpty() ? "scsi." + machine().unnamedBuses() : id + ".0";
  }

  private Machine machine() {
    return workpiece.state().machine();
  }
}
