package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** Commands that change nodes that are there, beside reopens, that should work. */
enum Rearrangement implements Idea {
  RESIZE(10, Rearrangement::resize),
  QUORUM_ADD(3, s -> new Growth(s).node(Driver.QUORUM).map(o -> Draft.add(o).command())),
  CHILD_ADD(5, Rearrangement::childAdd),
  CHILD_REMOVE(4, Rearrangement::childRemove),
  OVERLAY_ADD(4, Rearrangement::overlayAdd),
  SNAPSHOT(10, Rearrangement::snapshot),
  CHANGE_BACKING_FILE(5, Rearrangement::changeBackingFile);

  private static final int SECTOR = 512;
  private static final Set<Driver> NEVER_RESIZED =
      Set.of(
          Driver.NULL_CO,
          Driver.NULL_AIO,
          Driver.QUORUM,
          Driver.PREALLOCATE,
          Driver.COPY_BEFORE_WRITE,
          Driver.SNAPSHOT_ACCESS);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  Rearrangement(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Optional<Command> resize(Situation situation) {
    return situation
        .node(node -> isResizable(situation, node))
        .map(node -> resize(node.name(), size(situation, node)));
  }

  static Command resize(String name, long size) {
    return new Command("block_resize", Situation.json().put("node-name", name).put("size", size));
  }

  private static boolean isResizable(Situation situation, Node node) {
    boolean fixed = node.state() instanceof DriverState.Raw raw && raw.sizeGiven();
    boolean never = neverResized(situation, node);
    return !fixed
        && !never
        && node.flags().writable()
        && (situation.graph().shared(node.number()) & Perm.RESIZE) != 0;
  }

  /** Whether a resize of the node, which filters pass on, ends where it is not followed. */
  private static boolean neverResized(Situation situation, Node node) {
    return NEVER_RESIZED.contains(node.driver())
        || node.driver() == Driver.QCOW2 && !new Prospect(situation).holdsImage(node)
        || (node.driver().isFilter() || node.driver() == Driver.RAW)
            && situation
                .child(node, node.driver().primaryChild())
                .filter(below -> neverResized(situation, below))
                .isPresent();
  }

  /** A size in bytes that a node of this driver may have. */
  static long size(Situation situation, Node node) {
    long size =
        situation
            .dice()
            .oneOf(0, 512, 1000, 4096, 65536, 98304, 1 << 20, (1 << 20) + 1024, 3 << 19, 1 << 21);
    return node.driver() == Driver.QCOW2 ? size / SECTOR * SECTOR : size;
  }

  /** One more child for a quorum, or one less. */
  static Command childChange(String parent, String key, String value) {
    return new Command("x-blockdev-change", Situation.json().put("parent", parent).put(key, value));
  }

  private static Optional<Command> childAdd(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.QUORUM)
        .flatMap(parent ->
            situation
                .node(node -> situation.isTop(node) && node.number() != parent.number())
                .map(child -> childChange(parent.name(), "node", child.name())));
  }

  private static Optional<Command> childRemove(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.QUORUM)
        .flatMap(parent -> {
          int[] edges = situation.graph().children(parent.number());
          return edges.length == 0
              ? Optional.empty()
              : Optional.of(
                  childChange(
                      parent.name(),
                      "child",
                      situation.graph().edge(edges[situation.dice().below(edges.length)]).name()));
        });
  }

  /** A qcow2 node that has no backing file yet. */
  private static Optional<Command> overlayAdd(Situation situation) {
    return new Growth(situation)
        .node(Driver.QCOW2)
        .map(options -> Draft.add(options.putNull("backing")).command());
  }

  static Command snapshot(String node, String overlay) {
    return new Command(
        "blockdev-snapshot", Situation.json().put("node", node).put("overlay", overlay));
  }

  private static Optional<Command> snapshot(Situation situation) {
    return situation
        .node(node ->
            node.driver() == Driver.QCOW2
                && situation.child(node, "backing").isEmpty()
                && (situation.graph().permissions(node.number()) & Perm.CONSISTENT_READ) == 0)
        .flatMap(overlay ->
            situation
                .node(node ->
                    !situation.isUsedAs(node, "backing") && !situation.reaches(node, overlay))
                .map(node -> snapshot(node.name(), overlay.name())));
  }

  static Command changeBackingFile(String device, String image, String file) {
    ObjectNode arguments = Situation.json().put("device", device);
    return new Command(
        "change-backing-file", arguments.put("image-node-name", image).put("backing-file", file));
  }

  private static Optional<Command> changeBackingFile(Situation situation) {
    return situation
        .node(node -> situation.isTop(node) || situation.isUsedAs(node, "root"))
        .flatMap(root ->
            situation
                .node(node ->
                    situation.reaches(root, node) && situation.child(node, "backing").isPresent())
                .map(image ->
                    changeBackingFile(
                        root.name(), image.name(), situation.dice().oneOf("a", "b", "h", "z"))));
  }
}
