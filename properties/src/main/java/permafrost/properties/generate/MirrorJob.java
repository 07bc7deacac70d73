package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Behaviour;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Node;

/** Starts of mirrors and of active commits. */
enum MirrorJob implements Idea {
  MIRROR(12, s -> mirror(s, MirrorJob::sameSize)),
  MIRROR_SLOWLY(
      3, s -> mirror(s, MirrorJob::isHeld).map(c -> with(c, "speed", 1)).filter(s::isModelled)),
  MIRROR_TO_ANY(3, s -> mirror(s, (any, source, target) -> true)),
  MIRROR_REPLACING(4, MirrorJob::replacing),
  COMMIT_ACTIVE(10, MirrorJob::commit);

  private static final int READ_ONLY_TARGET_PERCENT = 5;

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  MirrorJob(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation).filter(new Prospect(situation)::isKnown);
  }

  /** Which pairs suit. */
  private interface Pairing {
    boolean suits(Situation situation, Node source, Node target);
  }

  private static boolean sameSize(Situation situation, Node source, Node target) {
    long size = NodeSize.of(situation.graph(), source.number());
    return source.number() != target.number()
        && size != NodeSize.UNKNOWN
        && size == NodeSize.of(situation.graph(), target.number());
  }

  /** Whether a limit holds the job for good where it copies everything. */
  private static boolean isHeld(Situation situation, Node source, Node target) {
    return sameSize(situation, source, target)
        && !target.flags().unmap()
        && !situation.has(Behaviour.MIRROR_SKIPS_ZEROES);
  }

  private static Optional<Command> mirror(Situation situation, Pairing pairing) {
    boolean readOnly = situation.dice().percent(READ_ONLY_TARGET_PERCENT);
    boolean used = situation.dice().percent(6);
    boolean usedTarget = situation.dice().percent(15);
    return situation
        .node(node -> used || situation.isTop(node))
        .flatMap(source ->
            situation
                .node(target ->
                    (readOnly || target.flags().writable())
                        && (usedTarget || situation.isTop(target))
                        && pairing.suits(situation, source, target))
                .map(target -> command(situation, source, target)));
  }

  private static Command command(Situation situation, Node source, Node target) {
    Dice dice = situation.dice();
    ObjectNode all = JobStart.common(situation, Situation.json());
    all.remove("on-error");
    all.put("device", source.name()).put("target", target.name());
    Prospect prospect = new Prospect(situation);
    boolean copies =
        prospect.reads(source)
            && prospect.copies(target)
            && !(prospect.showsImage(source) && prospect.isInImage(target));
    all.put("sync", copies ? dice.oneOf("full", "full", "top", "none") : "none");
    if (dice.percent(8)) {
      all.put("copy-mode", dice.oneOf("background", "write-blocking"));
    }
    if (dice.percent(8)) {
      all.put("granularity", 512 << dice.below(10));
    }
    if (dice.percent(5)) {
      all.put("buf-size", dice.oneOf(1, 4096, 1 << 20));
    }
    if (dice.percent(4)) {
      all.put(
          dice.oneOf("on-source-error", "on-target-error"), dice.oneOf("stop", "ignore", "report"));
    }
    return new Command("blockdev-mirror", all);
  }

  /** The voter of a quorum, or what is below a filter, mostly. */
  private static Optional<Command> replacing(Situation situation) {
    return mirror(situation, MirrorJob::sameSize)
        .map(command -> {
          boolean any = situation.dice().percent(30);
          Node source =
              situation.graph().find(command.arguments().path("device").asText()).orElseThrow();
          return situation
              .node(node -> any || node != source && situation.reaches(source, node))
              .map(node -> with(command, "replaces", node.name()))
              .orElse(command);
        });
  }

  private static Optional<Command> commit(Situation situation) {
    Dice dice = situation.dice();
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node ->
            situation.isTop(node)
                && Chain.next(situation.graph(), node.number()) != Node.NOBODY
                && prospect.copies(node)
                && prospect.growsDownwards(node))
        .map(node -> {
          ObjectNode all = JobStart.common(situation, Situation.json());
          all.put("device", node.name());
          if (dice.percent(60)) {
            int first = Chain.filterOrBacking(situation.graph(), node.number());
            dice.oneOf(
                    Chain.between(situation.graph(), first, Node.NOBODY).stream()
                        .map(situation.graph()::node)
                        .filter(Situation::isNamed)
                        .toList())
                .ifPresent(base -> all.put("base-node", base.name()));
          }
          return new Command("block-commit", all);
        });
  }

  /** One that works but for one of its arguments. */
  static Optional<Command> spoilt(Situation situation) {
    return mirror(situation, MirrorJob::sameSize).map(start -> spoilt(situation.dice(), start));
  }

  private static Command spoilt(Dice dice, Command command) {
    return switch (dice.below(8)) {
      case 0 -> with(command, "granularity", dice.oneOf(1, 256, 1 << 27));
      case 1 -> with(command, "granularity", dice.oneOf(513, 1000, 65537));
      case 2 -> with(command, "buf-size", -1);
      case 3 -> with(command, "sync", dice.oneOf("incremental", "bitmap"));
      case 4 -> with(command, "replaces", "z");
      case 5 -> with(command, "target", "z");
      case 6 -> with(command, "device", "z");
      default -> with(command, "target", command.arguments().path("device").asText());
    };
  }

  private static Command with(Command command, String member, long value) {
    return new Command(command.name(), command.arguments().deepCopy().put(member, value));
  }

  private static Command with(Command command, String member, String value) {
    return new Command(command.name(), command.arguments().deepCopy().put(member, value));
  }
}
