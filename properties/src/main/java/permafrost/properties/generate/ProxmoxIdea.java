package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/**
 * What Proxmox VE does: a drive is a filter over a format node, inline; a backup reads a snapshot
 * through a copy-before-write filter that a reopen puts below the live drive, old data going to a
 * fleecing image.
 */
enum ProxmoxIdea implements Idea {
  DRIVE(10, ProxmoxIdea::drive),
  IMAGE(12, ProxmoxIdea::image),
  COPY_BEFORE_WRITE(12, ProxmoxIdea::copyBeforeWrite),
  SNAPSHOT_ACCESS(10, ProxmoxIdea::access),
  INSERT(14, ProxmoxIdea::insert),
  REMOVE(8, ProxmoxIdea::remove),
  BACKUP(14, s -> job(s, "blockdev-backup", ProxmoxIdea::backup)),
  MOVE_DISK(9, s -> job(s, "blockdev-mirror", ProxmoxIdea::mirror)),
  DELETE(6, ProxmoxIdea::delete);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  ProxmoxIdea(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Optional<String> free(Situation situation) {
    return situation.dice().oneOf(situation.freeNames(Set.of()));
  }

  /** A filter, a format node and a file node, of which the format node has a name, too. */
  private static Optional<Command> drive(Situation situation) {
    List<String> names = situation.freeNames(Set.of());
    if (names.size() < 2) {
      return Optional.empty();
    }
    ObjectNode drive = Situation.json();
    Optional<String> group = situation.dice().oneOf(situation.groups());
    group.ifPresentOrElse(
        id -> drive.put("driver", "throttle").put("throttle-group", id),
        () -> drive.put("driver", "raw"));
    drive.put("node-name", names.get(0));
    return disk(situation, names.get(1)).map(disk -> Draft.add(drive.set("file", disk)).command());
  }

  private static Optional<Command> image(Situation situation) {
    return free(situation)
        .flatMap(name -> disk(situation, name))
        .map(disk -> Draft.add(disk).command());
  }

  private static Optional<ObjectNode> disk(Situation situation, String name) {
    Set<String> open = situation.openPaths();
    List<HostFile> free =
        Arrays.stream(HostFile.values())
            .filter(file -> file != HostFile.ODD && !file.hasBacking())
            .filter(file -> !open.contains(file.path()))
            .toList();
    return situation
        .dice()
        .oneOf(free)
        .map(file -> {
          ObjectNode disk = Situation.json().put("driver", file.qcow2() ? "qcow2" : "raw");
          disk.put("node-name", name).put("discard", "unmap").put("detect-zeroes", "unmap");
          disk.putObject("file").put("driver", "file").put("filename", file.path());
          return disk;
        });
  }

  private static boolean isDisk(Node node) {
    return node.driver() == Driver.QCOW2 || node.driver() == Driver.RAW;
  }

  private static Optional<Command> copyBeforeWrite(Situation situation) {
    Optional<String> name = free(situation);
    Optional<Node> live = situation.node(ProxmoxIdea::isDisk);
    Optional<Node> fleece =
        situation.node(node ->
            isDisk(node)
                && situation.isTop(node)
                && live.map(Node::number).filter(n -> n == node.number()).isEmpty());
    if (name.isEmpty() || live.isEmpty() || fleece.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("driver", "copy-before-write");
    options.put("node-name", name.get());
    options.put("file", live.get().name()).put("target", fleece.get().name());
    if (situation.dice().percent(40)) {
      options.put("on-cbw-error", "break-snapshot");
    }
    return Optional.of(Draft.add(options).command());
  }

  private static Optional<Command> access(Situation situation) {
    return free(situation)
        .flatMap(name ->
            situation
                .node(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
                .map(filter -> {
                  ObjectNode options = Situation.json().put("driver", "snapshot-access");
                  options.put("node-name", name).put("file", filter.name());
                  return Draft.add(options).command();
                }));
  }

  /** Puts a copy-before-write filter below those that use what it filters. */
  private static Optional<Command> insert(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
        .flatMap(filter ->
            situation
                .child(filter, "file")
                .flatMap(live ->
                    over(situation, live, node -> node.number() != filter.number())
                        .flatMap(drive -> relinked(situation, drive, filter))));
  }

  /** Takes it out again. */
  private static Optional<Command> remove(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.COPY_BEFORE_WRITE)
        .flatMap(filter ->
            situation
                .child(filter, "file")
                .filter(Situation::isNamed)
                .flatMap(live ->
                    over(situation, filter, node -> true)
                        .flatMap(drive -> relinked(situation, drive, live))));
  }

  private interface Which {
    boolean is(Node node);
  }

  private static Optional<Node> over(Situation situation, Node below, Which which) {
    return situation.node(node ->
        which.is(node)
            && (node.driver() == Driver.THROTTLE || node.driver() == Driver.RAW)
            && situation.child(node, "file").filter(below::equals).isPresent());
  }

  private static Optional<Command> relinked(Situation situation, Node drive, Node below) {
    return new Restatement(situation)
        .of(drive)
        .map(options -> Draft.reopen(options.put("file", below.name())).command());
  }

  /** What a start says beyond what all starts say; false where it finds no place to work on. */
  private interface Filling {
    boolean fill(Situation situation, ObjectNode all);
  }

  private static Optional<Command> job(Situation situation, String command, Filling filling) {
    ObjectNode all = Situation.json();
    situation
        .dice()
        .oneOf(
            JobStart.IDS.stream()
                .filter(each -> situation.state().jobs().find(each).isEmpty())
                .toList())
        .ifPresent(id -> all.put("job-id", id));
    boolean filled = all.has("job-id") && filling.fill(situation, all);
    if (situation.dice().percent(50)) {
      all.put("auto-finalize", false);
    }
    if (situation.dice().percent(40)) {
      all.put("auto-dismiss", false);
    }
    return filled ? Optional.of(new Command(command, all)) : Optional.empty();
  }

  /** Of the snapshot, or, as without fleecing, of the drive itself. */
  private static boolean backup(Situation situation, ObjectNode all) {
    boolean fleecing = !situation.nodes(n -> n.driver() == Driver.SNAPSHOT_ACCESS).isEmpty();
    boolean drive = !fleecing || situation.dice().percent(30);
    Prospect prospect = new Prospect(situation);
    Optional<Node> source =
        situation.node(node ->
            prospect.reads(node)
                && (drive ? isDisk(node) : node.driver() == Driver.SNAPSHOT_ACCESS));
    all.put("sync", situation.dice().oneOf("full", "none"));
    return source.isPresent() && ends(situation, all, source.get());
  }

  private static boolean mirror(Situation situation, ObjectNode all) {
    Prospect prospect = new Prospect(situation);
    Optional<Node> source = situation.node(node -> situation.isTop(node) && prospect.copies(node));
    all.put("sync", situation.dice().oneOf("full", "none"));
    return source.isPresent() && ends(situation, all, source.get());
  }

  private static boolean ends(Situation situation, ObjectNode all, Node source) {
    Prospect prospect = new Prospect(situation);
    boolean anySize = situation.dice().percent(20);
    long size = NodeSize.of(situation.graph(), source.number());
    Optional<Node> target =
        situation.node(node ->
            isDisk(node)
                && (anySize || NodeSize.of(situation.graph(), node.number()) == size)
                && prospect.copies(node)
                && !(prospect.showsImage(source) && prospect.isInImage(node))
                && situation.isTop(node)
                && node.number() != source.number());
    all.put("device", source.name());
    target.ifPresent(node -> all.put("target", node.name()));
    return target.isPresent();
  }

  private static Optional<Command> delete(Situation situation) {
    return situation
        .node(node -> node.monitorOwned() && situation.isTop(node))
        .map(node -> Commands.blockdevDel(node.name()));
  }
}
