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
  STREAM(10, s -> stream(s, JobStart::mostlyAll)),
  STREAM_TO_BASE_NODE(6, s -> stream(s, (all, node) -> below(s, all, node, "base-node"))),
  STREAM_TO_BOTTOM(4, s -> stream(s, (all, node) -> below(s, all, node, "bottom"))),
  STREAM_TO_FILE(2, s -> stream(s, (all, node) -> all.put("base", file(s)))),
  COMMIT(8, s -> commit(s, (all, node) -> between(s, all, node, false))),
  COMMIT_TO_BASE_NODE(6, s -> commit(s, (all, node) -> between(s, all, node, true))),
  STREAM_SLOWLY(12, s -> slowly(s, "block-stream")),
  COMMIT_SLOWLY(12, s -> slowly(s, "block-commit")),
  COMMIT_FILES(1, s -> commit(s, (all, node) -> all.put(s.dice().oneOf("top", "base"), file(s))));

  /** One pool for all jobs, so that they meet. */
  static final List<String> IDS = List.of("p", "q", "r", "s");

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
    boolean commits = command.equals("block-commit");
    boolean any = situation.dice().percent(commits ? 10 : 25);
    boolean used = situation.dice().percent(15);
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node ->
            (commits ? prospect.copies(node) : prospect.streams(node))
                && (used || !AroundJobs.isUsedByJob(situation.graph(), node.number()))
                && (!commits || prospect.growsDownwards(node))
                && (any || (commits ? canCommitBelow(situation, node) : hasBelow(situation, node))))
        .map(node -> {
          ObjectNode all = common(situation, Situation.json());
          all.put("device", node.name());
          filling.fill(all, node);
          Command plain = new Command(command, mostlyDismissed(situation, command, all));
          return isLarge(situation, node) && situation.dice().percent(70)
              ? slowly(situation, plain).orElse(plain)
              : plain;
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
    return NodeSize.of(situation.graph(), node.number()) >= HostFile.FULL_SIZE;
  }

  private static boolean hasBelow(Situation situation, Node node) {
    return Chain.filterOrBacking(situation.graph(), node.number()) != Node.NOBODY;
  }

  /** Whether an image below it has another below. */
  private static boolean canCommitBelow(Situation situation, Node node) {
    return situation.isTop(node) && Working.images(situation, node).size() > 1;
  }

  /** A start that takes the data of a full image right below, with a speed that holds it. */
  private static Optional<Command> slowly(Situation situation, String command) {
    boolean commits = command.equals("block-commit");
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node ->
            prospect.isOverFull(node)
                && prospect.copies(node)
                && isLarge(situation, node)
                && (!commits || canCommitBelow(situation, node)))
        .flatMap(node -> {
          ObjectNode all = common(situation, Situation.json());
          all.put("device", node.name());
          List<Node> images = Working.images(situation, node);
          if (commits) {
            all.put("top-node", images.getFirst().name());
          }
          if (images.size() > 1 && situation.dice().percent(50)) {
            List<Node> bases = images.subList(1, images.size());
            all.put("base-node", situation.dice().oneOf(bases).orElseThrow().name());
          }
          return slowly(situation, new Command(command, mostlyDismissed(situation, command, all)));
        });
  }

  /** One that would stay ends in a known divergence, so that most sequences do not finalize it. */
  static ObjectNode mostlyDismissed(Situation situation, String command, ObjectNode all) {
    if (command.equals("block-stream") && situation.dice().percent(70)) {
      all.remove("auto-dismiss");
    }
    return all;
  }

  /** Names an image of the chain that is not the last, and at times one below it. */
  private static void between(Situation situation, ObjectNode all, Node node, boolean withBase) {
    Dice dice = situation.dice();
    List<Node> images = Working.images(situation, node);
    if (images.size() < 2 || dice.percent(6)) {
      below(situation, all, node, "top-node");
      return;
    }
    int top = dice.below(images.size() - 1);
    all.put("top-node", images.get(top).name());
    if (withBase) {
      int base = top + 1 + dice.below(images.size() - top - 1);
      all.put("base-node", images.get(base).name());
    }
    backingFile(dice, all);
  }

  /** What all commands have that start a job. */
  static ObjectNode common(Situation situation, ObjectNode all) {
    Dice dice = situation.dice();
    if (!dice.percent(3)) {
      all.put("job-id", dice.percent(3) ? "1" : id(situation));
    }
    if (dice.percent(50)) {
      all.put("auto-finalize", false);
    }
    if (dice.percent(25)) {
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
    backingFile(dice, all);
  }

  private static void backingFile(Dice dice, ObjectNode all) {
    if (dice.percent(10)) {
      all.put("backing-file", dice.percent(20) ? "x".repeat(1024) : "bf");
    }
  }

  /** Mostly one that no job has. */
  private static String id(Situation situation) {
    Dice dice = situation.dice();
    List<String> free =
        IDS.stream().filter(id -> situation.state().jobs().find(id).isEmpty()).toList();
    return dice.oneOf(dice.percent(4) || free.isEmpty() ? IDS : free).orElseThrow();
  }
}
