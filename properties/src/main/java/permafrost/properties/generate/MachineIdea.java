package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import permafrost.model.Command;
import permafrost.model.device.Device;
import permafrost.model.device.DeviceType;
import permafrost.model.device.Machine;
import permafrost.model.graph.Node;

/** What only an emulator can be asked: devices, iothreads, reading and writing. */
enum MachineIdea implements Idea {
  IOTHREAD_ADD(6, s -> freeThread(s).map(MachineIdea::thread)),
  IOTHREAD_DEL(1, MachineIdea::deletedThread),
  HOST_ADAPTER_ADD(7, s -> freeId(s).map(id -> adapter(s, id))),
  DISK_ADD(18, MachineIdea::disk),
  VIRTIO_DISK_ADD(6, MachineIdea::virtioDisk),
  DISK_DEL(8, s -> device(s, d -> d.type() == DeviceType.SCSI_HD).map(MachineIdea::deletion)),
  PCI_DEVICE_DEL(2, s -> device(s, d -> d.type() != DeviceType.SCSI_HD).map(MachineIdea::deletion)),
  SET_IOTHREAD(10, s -> s.node(n -> true).map(n -> moved(s, n.name()))),
  READ(4, s -> s.node(n -> true).map(n -> io(n.name(), "read 0 1k"))),
  WRITE(6, s -> s.node(n -> true).map(n -> io(n.name(), writing(s)))),
  WRITE_BY_DEVICE(3, MachineIdea::writtenByDevice),
  QUERY_BLOCK(3, s -> Optional.of(Command.of("query-block"))),
  QUERY_STATISTICS(
      2,
      s ->
          Optional.of(
              new Command(
                  "query-blockstats", Situation.json().put("query-nodes", s.dice().percent(50))))),
  QUERY_IOTHREADS(1, s -> Optional.of(Command.of("query-iothreads"))),
  ADD_ANONYMOUS(2, s -> adapterBus(s).flatMap(bus -> s.node(n -> true).map(n -> disk(bus, n)))),
  ADD_ID_TAKEN(2, s -> device(s, d -> !d.id().isEmpty()).map(d -> adapter(s, d.id()))),
  ADD_ID_MALFORMED(1, s -> freeId(s).map(id -> adapter(s, "1" + id))),
  ADD_DRIVER_MISSING(1, s -> Optional.of(plugging(o -> {}))),
  ADD_BUS_UNKNOWN(2, s -> s.node(n -> true).map(n -> disk("z.0", n))),
  ADD_BUS_OF_OTHER_KIND(2, s -> s.node(n -> true).map(n -> disk("pci.0", n))),
  ADD_WITHOUT_BUS(2, s -> s.node(n -> true).map(n -> disk("", n))),
  ADD_IDE(1, s -> s.node(n -> true).map(n -> plugging(o -> o.put("driver", "ide-hd")))),
  ADD_DRIVE_UNKNOWN(
      2, s -> Optional.of(plugging(o -> o.put("driver", "virtio-blk").put("drive", "z")))),
  ADD_WITHOUT_DRIVE(1, s -> Optional.of(plugging(o -> o.put("driver", "virtio-blk")))),
  ADD_IOTHREAD_UNKNOWN(
      2, s -> Optional.of(plugging(o -> o.put("driver", "virtio-scsi").put("iothread", "z")))),
  DEL_UNKNOWN(2, s -> Optional.of(new Command("device_del", Situation.json().put("id", "z")))),
  SET_IOTHREAD_NODE_UNKNOWN(1, s -> Optional.of(moved(s, "z"))),
  SET_IOTHREAD_UNKNOWN(1, s -> s.node(n -> true).map(n -> moved(n.name(), "z", false))),
  READ_UNKNOWN(1, s -> Optional.of(io("z", "read 0 512"))),
  IOTHREAD_ID_TAKEN(1, s -> s.dice().oneOf(s.groups()).map(MachineIdea::thread)),
  IOTHREAD_OUT_OF_RANGE(
      1, s -> freeThread(s).map(id -> Commands.objectAdd(threadOptions(id).put("poll-grow", -1))));

  private static final List<String> IDS = List.of("a", "b", "c", "d", "p", "q", "r");
  private static final List<String> THREADS = List.of("a", "t", "u");

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  MachineIdea(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  private interface Filling {
    void fill(ObjectNode arguments);
  }

  private static Machine machine(Situation situation) {
    return situation.state().machine();
  }

  private static Command plugging(Filling filling) {
    ObjectNode arguments = Situation.json();
    filling.fill(arguments);
    return new Command("device_add", arguments);
  }

  private static ObjectNode threadOptions(String id) {
    return Situation.json().put("qom-type", "iothread").put("id", id);
  }

  private static Command thread(String id) {
    return Commands.objectAdd(threadOptions(id));
  }

  private static Optional<String> freeThread(Situation situation) {
    return situation
        .dice()
        .oneOf(
            THREADS.stream()
                .filter(id -> !machine(situation).ioThreads().has(id))
                .filter(id -> !situation.state().groups().has(id))
                .toList());
  }

  private static Optional<String> anyThread(Situation situation) {
    return situation
        .dice()
        .oneOf(THREADS.stream().filter(machine(situation).ioThreads()::has).toList());
  }

  /** Only one whose context nobody lives in: QEMU frees it. */
  private static Optional<Command> deletedThread(Situation situation) {
    return anyThread(situation)
        .filter(id ->
            situation
                .nodes(node ->
                    situation.graph().context(node.number())
                        == machine(situation).ioThreads().contexts().get(id))
                .isEmpty())
        .map(Commands::objectDel);
  }

  private static Optional<String> freeId(Situation situation) {
    return situation
        .dice()
        .oneOf(IDS.stream().filter(id -> machine(situation).find(id).isEmpty()).toList());
  }

  private static Command adapter(Situation situation, String id) {
    return plugging(o -> {
      o.put("driver", "virtio-scsi").put("id", id);
      if (situation.dice().percent(70)) {
        o.put("iothread", anyThread(situation).orElse(""));
      }
    });
  }

  private static Optional<String> adapterBus(Situation situation) {
    return device(situation, d -> d.type() == DeviceType.VIRTIO_SCSI).map(Device::bus);
  }

  private static Optional<Device> device(Situation situation, Predicate<Device> so) {
    return situation.dice().oneOf(machine(situation).devices().stream().filter(so).toList());
  }

  /** A node's name, now and then that of a block backend. */
  private static String drive(Situation situation, Node node) {
    List<String> drives = List.copyOf(machine(situation).drives().keySet());
    return situation.dice().percent(20)
        ? situation.dice().oneOf(drives).orElse(node.name())
        : node.name();
  }

  private static Optional<Command> disk(Situation situation) {
    return adapterBus(situation)
        .flatMap(bus ->
            freeId(situation)
                .flatMap(id ->
                    situation
                        .node(node -> true)
                        .map(node ->
                            plugging(o -> {
                              o.put("driver", "scsi-hd").put("id", id).put("bus", bus);
                              o.put("drive", drive(situation, node));
                              if (situation.dice().percent(60)) {
                                o.put("share-rw", true);
                              }
                            }))));
  }

  private static Command disk(String bus, Node node) {
    return plugging(o -> {
      o.put("driver", "scsi-hd").put("drive", node.name()).put("share-rw", true);
      if (!bus.isEmpty()) {
        o.put("bus", bus);
      }
    });
  }

  private static Optional<Command> virtioDisk(Situation situation) {
    return freeId(situation)
        .flatMap(id ->
            situation
                .node(node -> true)
                .map(node ->
                    plugging(o -> {
                      o.put("driver", "virtio-blk").put("id", id);
                      o.put("drive", drive(situation, node));
                      o.put("share-rw", situation.dice().percent(60));
                      if (situation.dice().percent(40)) {
                        anyThread(situation).ifPresent(thread -> o.put("iothread", thread));
                      }
                    })));
  }

  private static Command deletion(Device device) {
    String name = device.id().isEmpty() ? device.path() : device.id();
    return new Command("device_del", Situation.json().put("id", name));
  }

  private static Command moved(Situation situation, String node) {
    String thread = anyThread(situation).orElse("");
    return moved(node, situation.dice().percent(25) ? "" : thread, situation.dice().percent(70));
  }

  private static Command moved(String node, String thread, boolean force) {
    ObjectNode arguments = Situation.json().put("node-name", node);
    if (thread.isEmpty()) {
      arguments.putNull("iothread");
    } else {
      arguments.put("iothread", thread);
    }
    if (force) {
      arguments.put("force", true);
    }
    return new Command("x-blockdev-set-iothread", arguments);
  }

  private static String writing(Situation situation) {
    return situation
        .dice()
        .oneOf("write 0 512", "write -z 0 64k", "write -P 7 1k 1k", "discard 0 4k");
  }

  private static Command io(String node, String command) {
    String line = "qemu-io " + node + " \"" + command + "\"";
    return new Command("human-monitor-command", Situation.json().put("command-line", line));
  }

  private static Optional<Command> writtenByDevice(Situation situation) {
    return device(situation, d -> d.type() == DeviceType.SCSI_HD && !d.id().isEmpty())
        .map(d -> io("-d " + d.id(), writing(situation)));
  }
}
