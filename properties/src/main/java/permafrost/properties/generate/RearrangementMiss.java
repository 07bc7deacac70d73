package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** Commands that change nodes that are there, beside reopens, and are refused. */
enum RearrangementMiss implements Idea {
  RESIZE_NOT_THERE(2, s -> Optional.of(Rearrangement.resize(s.unknownName(), 512))),
  RESIZE_NAMELESS(1, s -> Optional.of(resizeOfDevice("z"))),
  RESIZE_NEGATIVE(2, s -> resized(s, node -> true, -1)),
  RESIZE_READ_ONLY(4, s -> resized(s, node -> node.flags().readOnly(), 512)),
  RESIZE_OF_BACKING(4, s -> resized(s, node -> s.isUsedAs(node, "backing"), 512)),
  RESIZE_OF_BACKING_AND_DEVICE(1, RearrangementMiss::resizeOfBackingAndDevice),
  RESIZE_UNSHARED(
      4, s -> resized(s, n -> (s.graph().shared(n.number()) & Perm.RESIZE) == 0, 1 << 20)),
  RESIZE_UNSUPPORTED(2, s -> resized(s, RearrangementMiss::hasNoSize, 512)),
  RESIZE_FIXED(4, s -> resized(s, RearrangementMiss::isFixed, 512)),
  RESIZE_UNALIGNED(3, s -> resized(s, node -> node.driver() == Driver.QCOW2, 1000)),
  RESIZE_TOO_LARGE(2, s -> resized(s, node -> true, Long.MAX_VALUE)),
  RESIZE_TOO_LARGE_FOR_TABLE(2, s -> resized(s, n -> n.driver() == Driver.QCOW2, 1L << 62)),
  RESIZE_BEYOND_OFFSET(5, RearrangementMiss::resizedBeyondOffset),
  RESIZE_OLD_OVER_LARGER(5, RearrangementMiss::resizedOld),
  RESIZE_OVER_BACKING(
      4, s -> resized(s, n -> n.driver() == Driver.QCOW2 && hasBacking(s, n), 1 << 21)),
  CHILD_OF_NONE(2, s -> Optional.of(Rearrangement.childChange(s.unknownName(), "node", "a"))),
  CHILD_NOTHING(1, RearrangementMiss::childNothing),
  CHILD_AND_NODE(1, RearrangementMiss::childAndNode),
  CHILD_NOT_THERE(2, s -> childOf(s, node -> true, "child", "children.9")),
  CHILD_REMOVE_UNSUPPORTED(
      2, s -> childOf(s, n -> s.child(n, "file").isPresent(), "child", "file")),
  CHILD_REMOVE_BELOW_THRESHOLD(
      3, s -> childOf(s, RearrangementMiss::isQuorum, "child", "children.0")),
  CHILD_ADD_UNSUPPORTED(2, s -> added(s, node -> !isQuorum(node), node -> true)),
  CHILD_ADD_NOT_THERE(2, s -> childOf(s, RearrangementMiss::isQuorum, "node", s.unknownName())),
  CHILD_ADD_USED(3, s -> added(s, RearrangementMiss::isQuorum, node -> !s.isTop(node))),
  CHILD_ADD_TO_BLKVERIFY(5, RearrangementMiss::addedToBlkverify),
  CHILD_ADD_ANY(3, s -> added(s, RearrangementMiss::isQuorum, node -> true)),
  SNAPSHOT_OF_NONE(
      2, s -> s.node(n -> true).map(n -> Rearrangement.snapshot(s.unknownName(), n.name()))),
  SNAPSHOT_BY_NONE(
      2, s -> s.node(n -> true).map(n -> Rearrangement.snapshot(n.name(), s.unknownName()))),
  SNAPSHOT_OF_BACKING(3, s -> snapshot(s, node -> s.isUsedAs(node, "backing"), node -> true)),
  SNAPSHOT_BY_ANY(4, s -> snapshot(s, node -> true, node -> true)),
  SNAPSHOT_BY_QCOW2(5, s -> snapshot(s, node -> true, node -> node.driver() == Driver.QCOW2)),
  SNAPSHOT_BY_FILTER(2, s -> snapshot(s, node -> true, node -> node.driver().isFilter())),
  SNAPSHOT_BY_ITSELF(
      2, s -> s.node(n -> true).map(n -> Rearrangement.snapshot(n.name(), n.name()))),
  SNAPSHOT_SYNC_NAMELESS(2, s -> s.node(n -> true).map(n -> snapshotSync(n.name(), ""))),
  SNAPSHOT_SYNC_NAME_TAKEN(2, s -> s.node(n -> true).map(n -> snapshotSync(n.name(), n.name()))),
  SNAPSHOT_SYNC_NOT_THERE(1, s -> Optional.of(snapshotSync(s.unknownName(), "a"))),
  CHANGE_BACKING_OF_ANY(5, s -> changeBacking(s, node -> true, "a")),
  CHANGE_BACKING_OF_NONE(
      1, s -> Optional.of(Rearrangement.changeBackingFile(s.unknownName(), "a", "a"))),
  CHANGE_BACKING_IN_NONE(
      1,
      s ->
          s.node(s::isTop)
              .map(n -> Rearrangement.changeBackingFile(n.name(), s.unknownName(), "a"))),
  CHANGE_BACKING_OF_FILTER(2, s -> changeBacking(s, node -> node.driver().isFilter(), "a")),
  CHANGE_BACKING_TOO_LONG(1, s -> changeBacking(s, node -> hasBacking(s, node), "a".repeat(1024))),
  RESIZE_SIZE_A_TEXT(1, s -> Optional.of(sizeless(s, "1")));

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  RearrangementMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Optional<Command> resized(Situation situation, Predicate<Node> which, long size) {
    return situation.node(which).map(node -> Rearrangement.resize(node.name(), size));
  }

  private static boolean hasNoSize(Node node) {
    return node.driver() == Driver.NULL_CO
        || node.driver() == Driver.NULL_AIO
        || node.driver() == Driver.QUORUM;
  }

  private static boolean isFixed(Node node) {
    return node.state() instanceof DriverState.Raw raw && raw.sizeGiven();
  }

  private static boolean hasBacking(Situation situation, Node node) {
    return situation.child(node, "backing").isPresent();
  }

  private static Command resizeOfDevice(String device) {
    return new Command("block_resize", Situation.json().put("device", device).put("size", 512));
  }

  private static Optional<Command> resizeOfBackingAndDevice(Situation situation) {
    return resized(situation, node -> situation.isUsedAs(node, "backing"), 512)
        .map(command -> {
          command.arguments().put("device", "z");
          return command;
        });
  }

  private static Command sizeless(Situation situation, String size) {
    Command command = Rearrangement.resize(situation.unknownName(), 0);
    command.arguments().put("size", size);
    return command;
  }

  /** A window that begins so late that the largest size overflows; or first such a one. */
  private static Optional<Command> resizedBeyondOffset(Situation situation) {
    long late = 1L << 30;
    Optional<Command> resized =
        resized(
            situation,
            node ->
                node.state() instanceof DriverState.Raw raw
                    && !raw.sizeGiven()
                    && raw.offset() >= late,
            Long.MAX_VALUE / late * late);
    if (resized.isPresent()) {
      return resized;
    }
    ObjectNode options = Situation.json().put("driver", "raw").put("offset", late);
    options.put("node-name", situation.unknownName());
    options.putObject("file").put("driver", "null-co").put("size", 2 * late);
    return Optional.of(Draft.add(options).command());
  }

  /** An image that knows no zero clusters, over a larger one that they would have to hide. */
  private static Optional<Command> resizedOld(Situation situation) {
    return resized(
            situation,
            node ->
                node.state() instanceof DriverState.Qcow2 qcow2
                    && qcow2.header().version() == 2
                    && hasBacking(situation, node),
            1 << 21)
        .or(() -> {
          ObjectNode options = Situation.json().put("driver", "qcow2");
          options.put("node-name", situation.unknownName());
          options.putObject("file").put("driver", "file").put("filename", HostFile.OLD.path());
          options.putObject("backing").put("driver", "null-co").put("size", 1 << 22);
          return situation.openPaths().contains(HostFile.OLD.path())
              ? Optional.empty()
              : Optional.of(Draft.add(options).command());
        });
  }

  /** A node to a quorum that compares its two; or first such a one. */
  private static Optional<Command> addedToBlkverify(Situation situation) {
    Optional<Command> added =
        added(
            situation, node -> isQuorum(node) && node.options().has("blkverify"), situation::isTop);
    if (added.isPresent()) {
      return added;
    }
    ObjectNode options = Situation.json().put("driver", "quorum").put("blkverify", true);
    options.put("node-name", situation.unknownName()).put("vote-threshold", 2);
    for (int child = 0; child < 2; child++) {
      options.withArray("/children").addObject().put("driver", "null-co").put("size", 1 << 20);
    }
    return Optional.of(Draft.add(options).command());
  }

  private static boolean isQuorum(Node node) {
    return node.driver() == Driver.QUORUM;
  }

  private static Optional<Command> childOf(
      Situation situation, Predicate<Node> parent, String key, String value) {
    return situation.node(parent).map(node -> Rearrangement.childChange(node.name(), key, value));
  }

  private static Optional<Command> childNothing(Situation situation) {
    return situation
        .node(node -> true)
        .map(node -> new Command("x-blockdev-change", Situation.json().put("parent", node.name())));
  }

  private static Optional<Command> childAndNode(Situation situation) {
    Optional<Command> command = childOf(situation, node -> true, "child", "file");
    command.ifPresent(each -> each.arguments().put("node", "a"));
    return command;
  }

  private static Optional<Command> added(
      Situation situation, Predicate<Node> parent, Predicate<Node> child) {
    return situation.node(child).flatMap(node -> childOf(situation, parent, "node", node.name()));
  }

  private static Optional<Command> snapshot(
      Situation situation, Predicate<Node> below, Predicate<Node> overlay) {
    return situation
        .node(below)
        .flatMap(node ->
            situation
                .node(overlay)
                .map(above -> Rearrangement.snapshot(node.name(), above.name())));
  }

  private static Command snapshotSync(String node, String overlay) {
    ObjectNode arguments = Situation.json().put("node-name", node).put("snapshot-file", "y");
    if (!overlay.isEmpty()) {
      arguments.put("snapshot-node-name", overlay);
    }
    return new Command("blockdev-snapshot-sync", arguments);
  }

  private static Optional<Command> changeBacking(
      Situation situation, Predicate<Node> image, String file) {
    return situation
        .node(image)
        .flatMap(node ->
            situation
                .node(root -> situation.dice().percent(30) || situation.reaches(root, node))
                .map(root -> Rearrangement.changeBackingFile(root.name(), node.name(), file)));
  }
}
