package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;

/**
 * What libvirt does: a file node with {@code auto-read-only} for each image, a format node over it
 * that says {@code read-only} itself, everything by reference, jobs that stay until dismissed.
 */
enum LibvirtIdea implements Idea {
  STORAGE(12, LibvirtIdea::storage),
  FORMAT(16, LibvirtIdea::format),
  SWITCH_READ_ONLY(12, LibvirtIdea::switchReadOnly),
  RELINK(6, LibvirtIdea::relink),
  COMMIT(12, s -> job(s, "block-commit", LibvirtIdea::commit)),
  STREAM(12, s -> job(s, "block-stream", LibvirtIdea::stream)),
  MIRROR(12, s -> job(s, "blockdev-mirror", LibvirtIdea::mirror)),
  BACKUP(8, s -> job(s, "blockdev-backup", LibvirtIdea::backup)),
  DELETE(5, LibvirtIdea::delete);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  LibvirtIdea(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Optional<Command> storage(Situation situation) {
    Set<String> open = situation.openPaths();
    List<String> paths = new ArrayList<>();
    Prospect prospect = new Prospect(situation);
    for (HostFile file : HostFile.values()) {
      if (!open.contains(file.path()) && prospect.isKnown(file.path())) {
        paths.add(file.path());
      }
    }
    Optional<String> name = situation.dice().oneOf(situation.freeNames(Set.of()));
    Optional<String> path = situation.dice().oneOf(paths);
    if (name.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("driver", "file").put("filename", path.get());
    options.put("node-name", name.get()).put("auto-read-only", true).put("discard", "unmap");
    return Optional.of(Draft.add(options).command());
  }

  /** Over a file node that nobody uses; over the top of a chain, where there is one. */
  private static Optional<Command> format(Situation situation) {
    Dice dice = situation.dice();
    Prospect prospect = new Prospect(situation);
    Optional<Node> file =
        situation.node(node ->
            node.state() instanceof DriverState.File storage
                && prospect.isKnown(storage.path())
                && situation.isTop(node));
    Optional<String> name = dice.oneOf(situation.freeNames(Set.of()));
    if (file.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    boolean qcow2 = situation.contents(file.get()).map(HostFile::qcow2).orElse(false);
    ObjectNode options = Situation.json().put("driver", qcow2 ? "qcow2" : "raw");
    options.put("node-name", name.get()).put("read-only", dice.percent(50));
    options.put("discard", "unmap").put("file", file.get().name());
    if (qcow2) {
      Optional<Node> below =
          situation
              .nodes(node -> isFormat(node) && Situation.isNamed(node) && situation.isTop(node))
              .stream()
              .reduce((older, newer) -> newer);
      if (below.isPresent() && dice.percent(80)) {
        options.put("backing", below.get().name());
      } else {
        options.putNull("backing");
      }
    }
    return Optional.of(Draft.add(options).command());
  }

  private static boolean isFormat(Node node) {
    return node.driver() == Driver.QCOW2 || node.driver() == Driver.RAW;
  }

  /** As for a commit, or for a bitmap; the file node follows by itself. */
  private static Optional<Command> switchReadOnly(Situation situation) {
    return situation
        .node(LibvirtIdea::isFormat)
        .flatMap(node ->
            new Restatement(situation)
                .of(node)
                .map(options ->
                    Draft.reopen(options.put("read-only", node.flags().writable())).command()));
  }

  /** Another backing node for an overlay that is there. */
  private static Optional<Command> relink(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.QCOW2)
        .flatMap(node ->
            situation
                .node(below -> isFormat(below) && !situation.reaches(below, node))
                .flatMap(below ->
                    new Restatement(situation)
                        .of(node)
                        .map(options ->
                            Draft.reopen(options.put("backing", below.name())).command())));
  }

  /** What a start says beyond what all starts say; false where it finds no place to work on. */
  private interface Filling {
    boolean fill(Situation situation, Node top, ObjectNode all);
  }

  private static Optional<Command> job(Situation situation, String command, Filling filling) {
    Optional<String> id =
        situation
            .dice()
            .oneOf(
                JobStart.IDS.stream()
                    .filter(each -> situation.state().jobs().find(each).isEmpty())
                    .toList());
    Prospect prospect = new Prospect(situation);
    List<Node> tops =
        new ArrayList<>(
            situation.nodes(
                node -> isFormat(node) && Situation.isNamed(node) && prospect.copies(node)));
    while (id.isPresent() && !tops.isEmpty()) {
      Node top = tops.remove(situation.dice().below(tops.size()));
      ObjectNode all = Situation.json().put("job-id", id.get()).put("device", top.name());
      if (filling.fill(situation, top, all)) {
        all.put("auto-finalize", situation.dice().percent(40)).put("auto-dismiss", false);
        JobStart.mostlyDismissed(situation, command, all);
        return Optional.of(new Command(command, all));
      }
    }
    return Optional.empty();
  }

  private static List<String> chain(Situation situation, Node top) {
    int first = Chain.filterOrBacking(situation.graph(), top.number());
    return Chain.between(situation.graph(), first, Node.NOBODY).stream()
        .map(situation.graph()::node)
        .filter(node -> Situation.isNamed(node) && isFormat(node))
        .map(Node::name)
        .toList();
  }

  /** From any image of the chain, the active one too, to any below it. */
  private static boolean commit(Situation situation, Node top, ObjectNode all) {
    List<String> below = chain(situation, top);
    if (below.isEmpty() || !situation.isTop(top) || !new Prospect(situation).growsDownwards(top)) {
      return false;
    }
    int base = situation.dice().below(below.size());
    int from = situation.dice().below(base + 1);
    all.put("base-node", below.get(base));
    all.put("top-node", from == 0 ? top.name() : below.get(from - 1));
    if (from > 0 && situation.dice().percent(60)) {
      all.put("backing-file", "a");
    }
    return true;
  }

  private static boolean stream(Situation situation, Node top, ObjectNode all) {
    List<String> below = new Prospect(situation).streams(top) ? chain(situation, top) : List.of();
    if (below.size() > 1 && situation.dice().percent(60)) {
      int base = 1 + situation.dice().below(below.size() - 1);
      all.put("base-node", below.get(base)).put("backing-file", "a");
    }
    return !below.isEmpty();
  }

  private static boolean mirror(Situation situation, Node top, ObjectNode all) {
    Dice dice = situation.dice();
    Optional<Node> target = target(situation, top);
    target.ifPresent(node -> all.put("target", node.name()));
    all.put("sync", dice.oneOf("full", "top", "none"));
    if (dice.percent(35)) {
      List<String> below = chain(situation, top);
      all.put("replaces", dice.oneOf(below).filter(any -> dice.percent(40)).orElse(top.name()));
    }
    if (dice.percent(30)) {
      all.put("copy-mode", dice.oneOf("background", "write-blocking"));
    }
    return target.isPresent();
  }

  private static boolean backup(Situation situation, Node top, ObjectNode all) {
    Optional<Node> target = target(situation, top);
    target.ifPresent(node -> all.put("target", node.name()));
    all.put("sync", situation.dice().oneOf("full", "none", "none"));
    return target.isPresent();
  }

  private static Optional<Node> target(Situation situation, Node top) {
    Prospect prospect = new Prospect(situation);
    boolean anySize = situation.dice().percent(20);
    long size = NodeSize.of(situation.graph(), top.number());
    return situation.node(node ->
        isFormat(node)
            && (anySize || NodeSize.of(situation.graph(), node.number()) == size)
            && prospect.copies(node)
            && !(prospect.showsImage(top) && prospect.isInImage(node))
            && node.flags().writable()
            && situation.isTop(node)
            && node.number() != top.number());
  }

  private static Optional<Command> delete(Situation situation) {
    return situation
        .node(node -> node.monitorOwned() && situation.isTop(node))
        .map(node -> Commands.blockdevDel(node.name()));
  }
}
