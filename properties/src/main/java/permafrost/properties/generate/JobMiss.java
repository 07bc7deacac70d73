package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import permafrost.model.Command;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** Starts of jobs whose arguments are wrong, or, each right by itself, do not go together. */
enum JobMiss implements Idea {
  STREAM_BASE_TWICE(1, s -> below(s, "block-stream", "base-node").map(c -> with(c, "base", "a"))),
  STREAM_BASE_AND_BOTTOM(
      1,
      s ->
          below(s, "block-stream", "bottom")
              .map(c -> with(c, s.dice().oneOf("base", "base-node", "backing-file"), "a"))),
  COMMIT_TOP_TWICE(1, s -> below(s, "block-commit", "top-node").map(c -> with(c, "top", "a"))),
  COMMIT_BASE_TWICE(1, s -> below(s, "block-commit", "base-node").map(c -> with(c, "base", "a"))),
  COMMIT_ACTIVE_NAMES_BACKING(
      2, s -> below(s, "block-commit", "base-node").map(c -> with(c, "backing-file", "a"))),
  COMMIT_WRITTEN_NAMES_BACKING(8, JobMiss::commitWritten),
  COMMIT_FILTER(3, JobMiss::commitFilter),
  MIRROR_TO_FILTER_OF_BACKING(3, JobMiss::mirrorToFilter),
  BACKUP_OVER_ITSELF(2, s -> backupOverItself(s).filter(s::isModelled)),
  BACKUP_BY_BITMAP(4, BackupStart::byBitmap),
  BACKUP_TUNED(4, s -> BackupStart.tuned(s).filter(s::isModelled)),
  MIRROR_WITH_BAD_ARGUMENT(6, MirrorJob::spoilt),
  MIRROR_TO_RAW_OVERLAY(
      2, s -> mirrorToFile(s).map(c -> with(c, "format", "raw")).filter(s::isModelled)),
  MIRROR_TO_NAMELESS(
      2,
      s ->
          mirrorToFile(s)
              .flatMap(c -> s.node(node -> true).map(node -> with(c, "replaces", node.name()))));

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  JobMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static Command start(Situation situation, String command, Node node) {
    ObjectNode all = JobStart.common(situation, Situation.json());
    return new Command(command, all.put("device", node.name()));
  }

  private static Command with(Command command, String member, String value) {
    return new Command(command.name(), command.arguments().deepCopy().put(member, value));
  }

  /** A start that names what is directly below the node. */
  private static Optional<Command> below(Situation situation, String command, String member) {
    return situation
        .node(node -> situation.isTop(node) && named(situation, backing(situation, node)))
        .map(node ->
            with(
                start(situation, command, node),
                member,
                situation.graph().node(backing(situation, node)).name()));
  }

  private static int backing(Situation situation, Node node) {
    return Chain.filterOrBacking(situation.graph(), node.number());
  }

  private static boolean named(Situation situation, int node) {
    return node != Node.NOBODY && Situation.isNamed(situation.graph().node(node));
  }

  /** What uses a node that is so as its backing file. */
  private static Optional<Node> overlay(
      Situation situation, Predicate<Node> which, Predicate<Node> backing) {
    return situation.node(node ->
        which.test(node)
            && situation
                .child(node, "backing")
                .filter(Situation::isNamed)
                .filter(backing)
                .isPresent());
  }

  private static Optional<Command> commitWritten(Situation situation) {
    return overlay(
            situation,
            node -> true,
            node ->
                (situation.permissions(node) & Perm.WRITE) != 0
                    && backing(situation, node) != Node.NOBODY)
        .map(node ->
            with(
                with(
                    start(situation, "block-commit", node),
                    "top-node",
                    situation.child(node, "backing").orElseThrow().name()),
                "backing-file",
                "a"));
  }

  /** Into what it filters. */
  private static Optional<Command> commitFilter(Situation situation) {
    return overlay(
            situation,
            situation::isTop,
            node -> node.driver().isFilter() && named(situation, backing(situation, node)))
        .map(node -> {
          Node filter = situation.child(node, "backing").orElseThrow();
          Node filtered = situation.graph().node(backing(situation, filter));
          Command start = start(situation, "block-commit", node);
          return with(with(start, "top-node", filter.name()), "base-node", filtered.name());
        });
  }

  /** To a filter beside a chain, on a node of it. */
  private static Optional<Command> mirrorToFilter(Situation situation) {
    return situation
        .node(filter -> filter.driver().isFilter() && situation.isTop(filter))
        .flatMap(filter -> {
          int filtered = Chain.skipFilters(situation.graph(), filter.number());
          return situation
              .node(node ->
                  situation.isTop(node)
                      && Chain.contains(situation.graph(), node.number(), filtered)
                      && Chain.skipFilters(situation.graph(), node.number()) != filtered)
              .map(node ->
                  with(
                      with(start(situation, "blockdev-mirror", node), "target", filter.name()),
                      "sync",
                      "none"));
        });
  }

  /** To a new image of the name of the file that it is to rest on. */
  private static Optional<Command> backupOverItself(Situation situation) {
    return situation
        .node(node -> file(situation, node).isPresent())
        .map(node ->
            with(
                with(
                    with(
                        start(situation, "drive-backup", node),
                        "target",
                        file(situation, node).orElseThrow()),
                    "sync",
                    "none"),
                "format",
                "qcow2"));
  }

  private static Optional<String> file(Situation situation, Node node) {
    return situation
        .child(node, "file")
        .filter(below -> below.state() instanceof DriverState.File)
        .map(below -> ((DriverState.File) below.state()).path());
  }

  private static Optional<Command> mirrorToFile(Situation situation) {
    return situation
        .node(situation::isTop)
        .map(node -> {
          Command start = start(situation, "drive-mirror", node);
          start.arguments().remove("filter-node-name");
          return with(with(start, "target", "made"), "sync", "none");
        });
  }
}
