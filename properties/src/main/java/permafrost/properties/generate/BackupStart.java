package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Node;

/** Starts of backups that should work, and targets for them. */
enum BackupStart implements Idea {
  HELD(10, s -> backup(s, "none")),
  FULL(5, s -> backup(s, "full")),
  PINNED(3, s -> backup(s, "full").map(command -> with(command, "speed", s.dice().oneOf(1, 1000)))),
  TOP(3, s -> backup(s, "top")),
  TARGET(5, BackupStart::target),
  TO_NEW_FILE(4, s -> toFile(s, false)),
  TO_OLD_FILE(2, s -> toFile(s, true)),
  BITMAP(1, s -> backup(s, "full").map(command -> bitmap(s, command))),
  TUNED(1, s -> backup(s, "full").map(command -> tuned(s, command)));

  /** In bytes; more is copied only by a job that is held. */
  private static final long LARGEST = 4L << 20;

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  BackupStart(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  /** To a node that is as large, mostly. */
  private static Optional<Command> backup(Situation situation, String sync) {
    boolean any = situation.dice().percent(6);
    boolean held = sync.equals("none");
    return situation
        .node(node -> held || size(situation, node) <= LARGEST)
        .flatMap(source ->
            situation
                .node(node ->
                    any || node.number() != source.number() && fits(situation, source, node))
                .map(target -> backup(situation, sync, source, target)));
  }

  /** To an image that is made, or is there. */
  private static Optional<Command> toFile(Situation situation, boolean existing) {
    Dice dice = situation.dice();
    String sync = dice.oneOf("full", "top", "none");
    return situation
        .node(node -> size(situation, node) <= LARGEST && size(situation, node) >= 0)
        .map(source -> {
          ObjectNode all = filled(situation, source, sync);
          String old = dice.oneOf("a", "b", "f", "g", "h", "r", "s");
          all.put("target", existing || dice.percent(3) ? old : dice.oneOf("copy", "made"));
          if (existing) {
            all.put("mode", "existing");
          }
          if (dice.percent(existing ? 60 : 75)) {
            all.put("format", dice.percent(85) ? "qcow2" : dice.oneOf("raw", "file", "null-co"));
          }
          return new Command("drive-backup", all);
        });
  }

  private static boolean fits(Situation situation, Node source, Node target) {
    return target.flags().writable()
        && size(situation, target) >= 0
        && size(situation, target) == size(situation, source);
  }

  private static long size(Situation situation, Node node) {
    return NodeSize.of(situation.graph(), node.number());
  }

  private static Command backup(Situation situation, String sync, Node source, Node target) {
    ObjectNode all = filled(situation, source, sync);
    return new Command("blockdev-backup", all.put("target", target.name()));
  }

  private static ObjectNode filled(Situation situation, Node source, String sync) {
    Dice dice = situation.dice();
    ObjectNode all = JobStart.common(situation, Situation.json());
    all.remove("on-error");
    all.put("device", source.name()).put("sync", sync);
    if (dice.percent(5)) {
      all.put("compress", dice.percent(80));
    }
    if (dice.percent(5)) {
      all.put(dice.oneOf("on-source-error", "on-target-error"), dice.oneOf("stop", "ignore"));
    }
    if (dice.percent(3)) {
      all.put("discard-source", true);
    }
    return all;
  }

  private static Command with(Command command, String member, int value) {
    return new Command(command.name(), command.arguments().deepCopy().put(member, value));
  }

  private static Command bitmap(Situation situation, Command command) {
    Dice dice = situation.dice();
    ObjectNode all = command.arguments().deepCopy();
    all.put("sync", dice.oneOf("bitmap", "incremental", "full"));
    if (dice.percent(50)) {
      all.put("bitmap", "m");
    }
    if (dice.percent(50)) {
      all.put("bitmap-mode", dice.oneOf("on-success", "never", "always"));
    }
    return new Command(command.name(), all);
  }

  private static Command tuned(Situation situation, Command command) {
    Dice dice = situation.dice();
    ObjectNode all = command.arguments().deepCopy();
    ObjectNode tuning = all.putObject("x-perf");
    if (dice.percent(40)) {
      tuning.put("max-workers", dice.oneOf(0, 1, 64, -1));
    }
    if (dice.percent(60)) {
      tuning.put("max-chunk", dice.oneOf(-1, 1, 65536, 1 << 20));
    }
    if (dice.percent(20)) {
      tuning.put("use-copy-range", true);
    }
    return new Command(command.name(), all);
  }

  /** A node that holds nothing, as large as one that is there. */
  private static Optional<Command> target(Situation situation) {
    Optional<String> name = situation.dice().oneOf(situation.freeNames(Set.of()));
    return situation
        .node(node -> size(situation, node) >= 0)
        .flatMap(node ->
            name.map(free -> {
              ObjectNode options = Situation.json().put("driver", "null-co");
              options.put("node-name", free).put("size", size(situation, node));
              return new Command("blockdev-add", options);
            }));
  }
}
