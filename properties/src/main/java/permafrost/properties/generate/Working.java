package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Node;

/** Commands that should work, as far as can be told without asking the model. */
enum Working implements Idea {
  ADD(34, s -> new Growth(s).node().map(options -> Draft.add(options).command())),
  FREEZE(4, Working::freeze),
  CHAIN(5, s -> new ChainGrowth(s).chain().map(options -> Draft.add(options).command())),
  HOLDING_CHAIN(6, s -> new ChainGrowth(s).holding().map(o -> Draft.add(o).command())),
  DEL(17, Working::del),
  REOPEN_UNCHANGED(4, s -> reopened(s, 0).map(Draft::command)),
  REOPEN(24, s -> reopened(s, 1).map(Draft::command)),
  REOPEN_TWO_CHANGES(8, s -> reopened(s, 2).map(Draft::command)),
  REOPEN_SEVERAL(8, Working::several),
  GROUP_ADD(5, Working::groupAdd),
  GROUP_DEL(2, Working::groupDel);

  private static final List<Alteration> ALTERATIONS = List.of(Alteration.values());

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  Working(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Optional<Command> del(Situation situation) {
    return situation
        .node(node -> node.monitorOwned() && situation.isTop(node))
        .map(node -> Commands.blockdevDel(node.name()));
  }

  /** A copy-on-read filter that freezes a chain down to an image in it. */
  private static Optional<Command> freeze(Situation situation) {
    List<String> free = situation.freeNames(Set.of());
    return situation
        .node(node -> node.flags().writable() && !bottoms(situation, node).isEmpty())
        .filter(node -> !free.isEmpty())
        .map(node -> {
          Node below = situation.dice().oneOf(bottoms(situation, node)).orElseThrow();
          ObjectNode options = Situation.json().put("driver", "copy-on-read");
          options.put("node-name", free.getFirst()).put("file", node.name());
          return Draft.add(options.put("bottom", below.name())).command();
        });
  }

  private static List<Node> bottoms(Situation situation, Node node) {
    return images(situation, node).stream().skip(node.driver().isFilter() ? 1 : 0).toList();
  }

  /** The named nodes of the chain below a node that are no filters, the topmost first. */
  static List<Node> images(Situation situation, Node node) {
    int first = Chain.filterOrBacking(situation.graph(), node.number());
    return Chain.between(situation.graph(), first, Node.NOBODY).stream()
        .map(situation.graph()::node)
        .filter(below -> Situation.isNamed(below) && !below.driver().isFilter())
        .toList();
  }

  /** One node restated, with this many of its options changed. */
  static Optional<Draft> reopened(Situation situation, int changes) {
    return situation
        .node(node -> node.driver().supportsReopen())
        .flatMap(node -> changed(situation, node, changes))
        .map(Draft::reopen);
  }

  /** The options of one node, with this many of them changed. */
  static Optional<ObjectNode> changed(Situation situation, Node node, int changes) {
    Optional<ObjectNode> options = new Restatement(situation).of(node);
    int done = 0;
    for (int tries = 0; options.isPresent() && done < changes && tries < 20; tries++) {
      Alteration alteration = situation.dice().weighted(ALTERATIONS);
      if (alteration.apply(situation, node, options.get())) {
        done++;
      }
    }
    return options.map(Working::withoutEmptyCache);
  }

  private static ObjectNode withoutEmptyCache(ObjectNode options) {
    if (options.has("cache") && options.get("cache").isEmpty()) {
      options.remove("cache");
    }
    return options;
  }

  private static Optional<Command> several(Situation situation) {
    ObjectNode arguments = Situation.json();
    ArrayNode list = arguments.putArray("options");
    int count = situation.dice().percent(75) ? 2 : 3;
    for (int at = 0; at < count; at++) {
      reopened(situation, situation.dice().below(2)).ifPresent(draft -> list.add(draft.options()));
    }
    return list.isEmpty()
        ? Optional.empty()
        : Optional.of(new Command("blockdev-reopen", arguments));
  }

  private static Optional<Command> groupAdd(Situation situation) {
    return situation.freeGroup().map(id -> Commands.objectAdd(groupOptions(situation.dice(), id)));
  }

  /** A throttle group with limits that are allowed. */
  static ObjectNode groupOptions(Dice dice, String id) {
    ObjectNode options = Situation.json().put("qom-type", "throttle-group").put("id", id);
    switch (dice.below(6)) {
      case 0 -> options.putObject("limits").put("iops-total", 100);
      case 1 -> options.putObject("limits").put("bps-read", 1 << 20).put("bps-read-max", 1 << 21);
      case 2 -> options.put("x-iops-total", 9);
      case 3 ->
          options
              .putObject("limits")
              .put("iops-write", 5)
              .put("iops-write-max", 9)
              .put("iops-write-max-length", 2);
      default -> {
        // Without limits.
      }
    }
    return options;
  }

  private static Optional<Command> groupDel(Situation situation) {
    List<String> idle =
        situation.groups().stream()
            .filter(id ->
                situation
                    .nodes(node -> node.options().text("throttle-group", "").equals(id))
                    .isEmpty())
            .toList();
    return situation.dice().oneOf(idle).map(Commands::objectDel);
  }
}
