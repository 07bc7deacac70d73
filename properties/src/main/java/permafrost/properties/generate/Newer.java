package permafrost.properties.generate;

import static permafrost.model.Behaviour.JOBS_CAN_BE_CHANGED;
import static permafrost.model.Behaviour.NODES_CAN_BE_INACTIVE;
import static permafrost.model.Behaviour.QCOW2_DISCARDS_WITHOUT_UNREF;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Behaviour;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** What only newer QEMUs know, done well and done wrong. */
enum Newer implements Idea {
  INACTIVATE(6, NODES_CAN_BE_INACTIVE, s -> s.node(s::isTop).map(n -> active(n.name(), false))),
  ACTIVATE(
      9, NODES_CAN_BE_INACTIVE, s -> s.node(Newer::isInactive).map(n -> active(n.name(), true))),
  ACTIVATE_ACTIVE(
      1, NODES_CAN_BE_INACTIVE, s -> s.node(n -> true).map(n -> active(n.name(), true))),
  INACTIVATE_ALL(1, NODES_CAN_BE_INACTIVE, s -> all(s, false)),
  ACTIVATE_ALL(2, NODES_CAN_BE_INACTIVE, s -> all(s, true)),
  INACTIVATE_USED(3, NODES_CAN_BE_INACTIVE, Newer::inactivateUsed),
  ACTIVATION_OF_NO_NODE(
      1, NODES_CAN_BE_INACTIVE, s -> Optional.of(active(s.unknownName(), s.dice().percent(50)))),
  ACTIVE_LEFT_OUT(1, NODES_CAN_BE_INACTIVE, s -> s.node(n -> true).map(Newer::withoutActive)),
  ACTIVE_A_TEXT(
      1, NODES_CAN_BE_INACTIVE, s -> new Growth(s).node().map(o -> add(o.put("active", "on")))),
  OVER_AN_INACTIVE_ONE(3, NODES_CAN_BE_INACTIVE, Newer::overInactive),
  WRITER_OVER_AN_INACTIVE_ONE(2, NODES_CAN_BE_INACTIVE, Newer::writerOverInactive),
  INACTIVATE_WRITTEN(2, NODES_CAN_BE_INACTIVE, Newer::inactivateWritten),
  CHANGE_JOB(4, JOBS_CAN_BE_CHANGED, Newer::changeJob),
  NO_UNREF_ON_OLD(2, QCOW2_DISCARDS_WITHOUT_UNREF, Newer::noUnrefOnOld);

  private final int weight;
  private final Behaviour behaviour;
  private final Function<Situation, Optional<Command>> suggestion;

  Newer(int weight, Behaviour behaviour, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.behaviour = behaviour;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Behaviour> needs() {
    return Optional.of(behaviour);
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  private static boolean isInactive(Node node) {
    return node.flags().inactive();
  }

  private static Command active(String node, boolean active) {
    return setActive(Situation.json().put("node-name", node).put("active", active));
  }

  /** Of all nodes: mostly where there are no jobs, beside which it is not followed. */
  private static Optional<Command> all(Situation situation, boolean active) {
    boolean quiet = situation.state().jobs().newestFirst().isEmpty();
    return quiet || situation.dice().percent(3)
        ? Optional.of(setActive(Situation.json().put("active", active)))
        : Optional.empty();
  }

  private static Command withoutActive(Node node) {
    return setActive(Situation.json().put("node-name", node.name()));
  }

  private static Command setActive(ObjectNode arguments) {
    return new Command("blockdev-set-active", arguments);
  }

  private static Command add(ObjectNode options) {
    return Draft.add(options).command();
  }

  private static Optional<Command> inactivateUsed(Situation situation) {
    return situation.node(node -> !situation.isTop(node)).map(node -> active(node.name(), false));
  }

  /** An active node over an inactive one. */
  private static Optional<Command> overInactive(Situation situation) {
    return situation
        .node(Newer::isInactive)
        .map(below ->
            add(
                named(situation, situation.dice().oneOf("raw", "qcow2"))
                    .put("file", below.name())));
  }

  /** An inactive filter that takes writing all the same. */
  private static Optional<Command> writerOverInactive(Situation situation) {
    ObjectNode options = named(situation, "blkdebug").put("active", false);
    options.putArray("take-child-perms").add("write");
    if (situation.dice().percent(50)) {
      options.withArray("/take-child-perms").add("consistent-read");
    }
    List<Node> below = situation.nodes(node -> Situation.isNamed(node));
    return situation.dice().oneOf(below).map(node -> add(options.put("image", node.name())));
  }

  /** A node that an inactive one writes to. */
  private static Optional<Command> inactivateWritten(Situation situation) {
    int writes = Perm.WRITE | Perm.WRITE_UNCHANGED;
    return situation
        .node(node -> !isInactive(node) && (situation.permissions(node) & writes) != 0)
        .map(node -> active(node.name(), false));
  }

  private static Optional<Command> changeJob(Situation situation) {
    return situation
        .dice()
        .oneOf(situation.state().jobs().newestFirst())
        .map(job ->
            new Command(
                "block-job-change",
                Situation.json()
                    .put("id", job.id())
                    .put("type", "mirror")
                    .put("copy-mode", situation.dice().oneOf("background", "write-blocking"))));
  }

  private static ObjectNode named(Situation situation, String driver) {
    return Situation.json().put("driver", driver).put("node-name", situation.unknownName());
  }

  private static Optional<Command> noUnrefOnOld(Situation situation) {
    return new Growth(situation)
        .node(Driver.QCOW2)
        .map(options -> {
          options.remove("backing");
          options.putObject("file").put("driver", "file").put("filename", HostFile.OLD.path());
          return add(options.put("discard-no-unref", true));
        });
  }
}
