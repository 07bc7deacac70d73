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

/** Starts of backups that should work, and targets for them. */
enum BackupStart implements Idea {
  HELD(12, s -> backup(s, "none")),
  FULL(5, s -> backup(s, "full")),
  PINNED(3, BackupStart::pinned),
  TOP(3, s -> backup(s, "top")),
  TARGET(4, BackupStart::target),
  TO_NEW_FILE(4, s -> toFile(s, false)),
  TO_OLD_FILE(2, s -> toFile(s, true));

  /** In bytes; more is copied only by a job that is held. */
  private static final long LARGEST = 4L << 20;

  /** The images that there may be. */
  private static final List<String> OLD = List.of("a", "b", "f", "g", "h", "r", "s");

  private static final List<String> NEW = List.of("copy", "made");

  /** The most that is copied at once, in bytes. */
  private static final long CHUNK = 1L << 20;

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
    return suggestion.apply(situation).filter(new Prospect(situation)::isKnown);
  }

  /** To a node that is as large, mostly. */
  private static Optional<Command> backup(Situation situation, String sync) {
    return backup(situation, sync, sync.equals("none") ? Long.MIN_VALUE : -1);
  }

  /** One that copies a chunk, and then waits. */
  private static Optional<Command> pinned(Situation situation) {
    return backup(situation, "full", CHUNK + 1)
        .map(command -> with(command, "speed", situation.dice().oneOf(1, 1000)));
  }

  private static Optional<Command> backup(Situation situation, String sync, long smallest) {
    boolean any = situation.dice().percent(6);
    boolean used = situation.dice().percent(15);
    boolean held = sync.equals("none");
    Prospect prospect = new Prospect(situation);
    return situation
        .node(node -> {
          long size = size(situation, node);
          return held || smallest <= size && size <= LARGEST && prospect.reads(node);
        })
        .flatMap(source ->
            situation
                .node(node ->
                    (held || prospect.copies(node))
                        && (used || situation.isTop(node))
                        && !(prospect.showsImage(source) && prospect.isInImage(node))
                        && (any
                            || node.number() != source.number() && fits(situation, source, node)))
                .map(target -> backup(situation, sync, source, target)));
  }

  /** To an image that is made, or is there. */
  private static Optional<Command> toFile(Situation situation, boolean existing) {
    Dice dice = situation.dice();
    String sync = dice.oneOf("full", "top", "none");
    Prospect prospect = new Prospect(situation);
    Set<String> open = situation.openPaths();
    List<String> paths = existing || dice.percent(3) ? OLD : NEW;
    Optional<String> path =
        dice.oneOf(paths.stream().filter(each -> !open.contains(each)).toList());
    return situation
        .node(node ->
            size(situation, node) <= LARGEST
                && size(situation, node) >= 0
                && prospect.reads(node)
                && (existing || restsOnPlain(situation, prospect, node, sync)))
        .filter(source -> path.isPresent())
        .map(source -> {
          ObjectNode all = filled(situation, source, sync).put("target", path.get());
          if (existing) {
            all.put("mode", "existing");
          }
          boolean found = !source.driver().isProtocol() && prospect.isImage(path.get());
          if (existing ? !found || dice.percent(60) : dice.percent(75)) {
            all.put("format", dice.percent(85) ? "qcow2" : dice.oneOf("raw", "file", "null-co"));
          }
          if (prospect.showsImage(source)) {
            all.put("format", "raw");
          }
          return new Command("drive-backup", all);
        });
  }

  /** Whether the new image names no backing file, or a plain one. */
  private static boolean restsOnPlain(
      Situation situation, Prospect prospect, Node source, String sync) {
    if (sync.equals("full")) {
      return true;
    }
    int below =
        sync.equals("none")
            ? source.number()
            : Chain.filterOrBacking(situation.graph(), source.number());
    return below == Node.NOBODY || prospect.isPlain(situation.graph().node(below));
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

  /** One that is to go by a bitmap, of which there are none. */
  static Optional<Command> byBitmap(Situation situation) {
    return backup(situation, "full").map(command -> byBitmap(situation, command));
  }

  private static Command byBitmap(Situation situation, Command command) {
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

  /** One that says how it is to go about it, mostly as it can not. */
  static Optional<Command> tuned(Situation situation) {
    return backup(situation, "full").map(command -> tuned(situation, command));
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
