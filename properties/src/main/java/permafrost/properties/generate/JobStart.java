package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Node;

/** Starts of block jobs, most of which should work. */
enum JobStart implements Idea {
  STREAM(6, s -> stream(s, JobStart::mostlyAll)),
  STREAM_TO_BASE_NODE(6, s -> stream(s, (all, node) -> below(s, all, node, "base-node"))),
  STREAM_TO_BOTTOM(4, s -> stream(s, (all, node) -> below(s, all, node, "bottom"))),
  STREAM_TO_FILE(2, s -> stream(s, (all, node) -> all.put("base", file(s)))),
  COMMIT(8, s -> commit(s, (all, node) -> below(s, all, node, "top-node"))),
  COMMIT_TO_BASE_NODE(
      6,
      s ->
          commit(
              s,
              (all, node) -> {
                below(s, all, node, "top-node");
                below(s, all, node, "base-node");
              })),
  STREAM_SLOWLY(10, s -> slowly(s, "block-stream", JobStart::mostlyAll)),
  COMMIT_SLOWLY(
      10,
      s ->
          slowly(
              s,
              "block-commit",
              (all, node) ->
                  all.put(
                      "top-node",
                      s.graph().node(Chain.filterOrBacking(s.graph(), node.number())).name()))),
  COMMIT_FILES(1, s -> commit(s, (all, node) -> all.put(s.dice().oneOf("top", "base"), file(s))));

  /** In bytes: more than any other image. */
  private static final long LARGE = 16 << 20;

  /** One pool for all jobs, so that they meet. */
  static final List<String> IDS = List.of("p", "q", "r");

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  JobStart(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  /** What a start says beyond what all starts say. */
  interface Filling {
    void fill(ObjectNode arguments, Node node);
  }

  private static Optional<Command> stream(Situation situation, Filling filling) {
    return start(situation, "block-stream", filling);
  }

  private static Optional<Command> commit(Situation situation, Filling filling) {
    return start(situation, "block-commit", filling);
  }

  /** A start on a node that, mostly, has a backing file. */
  private static Optional<Command> start(Situation situation, String command, Filling filling) {
    boolean any = situation.dice().percent(15);
    boolean commits = command.equals("block-commit");
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node ->
            (commits ? prospect.copies(node) : prospect.reads(node))
                && (!commits || prospect.growsDownwards(node))
                && (any
                    || Chain.filterOrBacking(situation.graph(), node.number()) != Node.NOBODY
                        && (!commits || situation.isTop(node))))
        .map(node -> {
          ObjectNode all = common(situation, Situation.json());
          all.put("device", node.name());
          filling.fill(all, node);
          Command plain = new Command(command, all);
          return isLarge(situation, node) && situation.dice().percent(70)
              ? slowly(situation, plain).orElse(plain)
              : plain;
        });
  }

  /** A start on a node over a large one, with a speed that holds it. */
  private static Optional<Command> slowly(Situation situation, String command, Filling filling) {
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node -> {
          int below = Chain.filterOrBacking(situation.graph(), node.number());
          return below != Node.NOBODY
              && prospect.copies(node)
              && isLarge(situation, situation.graph().node(below))
              && (command.equals("block-commit")
                  ? situation.isTop(node)
                  : isLarge(situation, node));
        })
        .flatMap(node -> {
          ObjectNode all = common(situation, Situation.json());
          all.put("device", node.name());
          filling.fill(all, node);
          return slowly(situation, new Command(command, all));
        });
  }

  /** With a speed, where it is known what that comes to. */
  private static Optional<Command> slowly(Situation situation, Command start) {
    ObjectNode all = start.arguments().deepCopy();
    if (!all.has("speed")) {
      all.put("speed", situation.dice().oneOf(1, 1000));
    }
    return Optional.of(new Command(start.name(), all)).filter(situation::isModelled);
  }

  /** Whether a job on it may have enough to copy for a speed to hold it. */
  private static boolean isLarge(Situation situation, Node node) {
    return NodeSize.of(situation.graph(), node.number()) >= LARGE;
  }

  /** What all commands have that start a job. */
  static ObjectNode common(Situation situation, ObjectNode all) {
    Dice dice = situation.dice();
    if (!dice.percent(3)) {
      all.put("job-id", dice.percent(3) ? "1" : dice.oneOf(IDS).orElseThrow());
    }
    if (dice.percent(65)) {
      all.put("auto-finalize", false);
    }
    if (dice.percent(30)) {
      all.put("auto-dismiss", false);
    }
    if (dice.percent(40)) {
      List<String> free = situation.freeNames(Set.of());
      boolean taken = free.isEmpty() || dice.percent(5);
      all.put("filter-node-name", taken ? "a" : free.getFirst());
    }
    if (dice.percent(2)) {
      all.put("speed", -1);
    }
    if (dice.percent(3)) {
      all.put("on-error", dice.oneOf("report", "ignore", "stop", "enospc"));
    }
    return all;
  }

  private static String file(Situation situation) {
    return situation.dice().oneOf("a", "b", "c", "z", "./a");
  }

  private static void mostlyAll(ObjectNode all, Node node) {
    // The whole chain.
  }

  /** Names a node of the chain, or now and then any. */
  private static void below(Situation situation, ObjectNode all, Node node, String member) {
    Dice dice = situation.dice();
    if (dice.percent(6)) {
      all.put(member, situation.node(any -> true).map(Node::name).orElse("z"));
      return;
    }
    int first = Chain.filterOrBacking(situation.graph(), node.number());
    List<Integer> chain = Chain.between(situation.graph(), first, Node.NOBODY);
    dice.oneOf(
            chain.stream()
                .map(situation.graph()::node)
                .filter(Situation::isNamed)
                .map(Node::name)
                .toList())
        .ifPresent(name -> all.put(member, name));
    if (dice.percent(10)) {
      all.put("backing-file", dice.percent(20) ? "x".repeat(1024) : "bf");
    }
  }
}
