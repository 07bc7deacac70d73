package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.InjectedErrors;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;
import permafrost.model.image.Image;
import permafrost.model.job.IoStatus;

/** Small nodes of which requests fail, jobs on them, and what follows an error. */
enum IoErrorIdea implements Idea {
  SOURCE(6, IoErrorIdea::source),
  TARGET(4, IoErrorIdea::target),
  OVERLAY(4, IoErrorIdea::overlay),
  MIRROR(5, s -> copy(s, "blockdev-mirror")),
  BACKUP(5, s -> copy(s, "blockdev-backup")),
  STREAM(5, s -> inChain(s, "block-stream")),
  COMMIT(4, s -> inChain(s, "block-commit")),
  RESUME(24, IoErrorIdea::resume);

  private static final List<String> POLICIES =
      List.of("report", "stop", "enospc", "auto", "ignore");

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  IoErrorIdea(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  /** Data that can not be read, now and then something of which that does not matter. */
  private static Optional<Command> source(Situation situation) {
    Dice dice = situation.dice();
    ObjectNode image = Situation.json();
    boolean whole =
        situation.state().files().at(HostFile.DATA.path()).orElse(null) instanceof Image.Raw raw
            && raw.filled();
    boolean open = situation.openPaths().contains(HostFile.DATA.path());
    if (open || !whole && dice.percent(90) || dice.percent(20)) {
      empty(image);
    } else {
      image.put("driver", "file").put("filename", HostFile.DATA.path());
    }
    return failing(situation, dice.oneOf("read_aio", "read_aio", "none"), "read", image);
  }

  private static Optional<Command> target(Situation situation) {
    String event = situation.dice().oneOf("write_aio", "pwritev", "none");
    return failing(situation, event, "write", empty(Situation.json()));
  }

  private static ObjectNode empty(ObjectNode options) {
    return options.put("driver", "null-co").put("size", HostFile.DATA_SIZE);
  }

  private static Optional<Command> failing(
      Situation situation, String event, String type, ObjectNode image) {
    Dice dice = situation.dice();
    return dice.oneOf(situation.freeNames(Set.of()))
        .map(name -> {
          ObjectNode options = Situation.json().put("driver", "raw").put("node-name", name);
          ObjectNode filter = options.putObject("file").put("driver", "blkdebug");
          ObjectNode rule = filter.putArray("inject-error").addObject();
          rule.put("event", event).put("iotype", type).put("once", dice.percent(70));
          if (dice.percent(50)) {
            rule.put("errno", dice.oneOf(1, 5, 28, 28));
          }
          if (dice.percent(20)) {
            rule.put("sector", dice.oneOf(-1, 0, 127, 500));
          }
          if (dice.percent(20)) {
            rule.put("immediately", true);
          }
          if (dice.percent(15)) {
            rule.put("state", dice.oneOf(1, 2));
            ObjectNode move = filter.putArray("set-state").addObject();
            move.put("event", event).put("state", 1).put("new_state", 2);
          }
          filter.set("image", image);
          return Draft.add(options).command();
        });
  }

  /** A small image over what may fail. */
  private static Optional<Command> overlay(Situation situation) {
    if (situation.openPaths().contains(HostFile.SMALL.path())) {
      return Optional.empty();
    }
    return situation
        .node(node ->
            isSmall(situation, node)
                && mayFail(situation, node)
                && !situation.isUsedAs(node, "backing"))
        .flatMap(node ->
            situation
                .dice()
                .oneOf(situation.freeNames(Set.of()))
                .map(name -> {
                  ObjectNode options = Situation.json().put("driver", "qcow2");
                  options.put("node-name", name).put("backing", node.name());
                  options.putObject("file").put("driver", "file").put("filename", "j");
                  return Draft.add(options).command();
                }));
  }

  private static boolean isSmall(Situation situation, Node node) {
    return NodeSize.of(situation.graph(), node.number()) == HostFile.DATA_SIZE;
  }

  /** Whether writing to it changes what the model knows of a file. */
  private static boolean isInFile(Situation situation, Node node) {
    return !situation
        .nodes(file -> file.driver() == Driver.FILE && situation.reaches(node, file))
        .isEmpty();
  }

  private static boolean mayFail(Situation situation, Node node) {
    return new InjectedErrors(situation.graph()).mayFail(node.number());
  }

  /** From one small node to another, of which at least one may fail. */
  private static Optional<Command> copy(Situation situation, String command) {
    Dice dice = situation.dice();
    boolean any = dice.percent(10);
    return situation
        .node(node -> isSmall(situation, node) && situation.isTop(node))
        .flatMap(source ->
            situation
                .node(node ->
                    node.number() != source.number()
                        && isSmall(situation, node)
                        && node.flags().writable()
                        && (any || !isInFile(situation, node))
                        && (mayFail(situation, node) || mayFail(situation, source)))
                .map(target -> {
                  ObjectNode all = JobStart.common(situation, Situation.json());
                  all.remove("on-error");
                  all.put("device", source.name()).put("target", target.name());
                  all.put("sync", dice.percent(85) ? "full" : dice.oneOf("top", "none"));
                  all.put("on-source-error", policy(situation, source));
                  all.put("on-target-error", policy(situation, target));
                  return new Command(command, all);
                }));
  }

  private static Optional<Command> inChain(Situation situation, String command) {
    return situation
        .node(node ->
            isSmall(situation, node)
                && mayFail(situation, node)
                && Chain.filterOrBacking(situation.graph(), node.number()) != Node.NOBODY
                && situation.isTop(node))
        .map(node -> {
          ObjectNode all = JobStart.common(situation, Situation.json());
          all.put("device", node.name()).put("on-error", policy(situation, node));
          return new Command(command, all);
        });
  }

  /** What is ignored must come to an end. */
  private static String policy(Situation situation, Node node) {
    boolean ends = new InjectedErrors(situation.graph()).errorsLeft(node.number()) < 2;
    return situation
        .dice()
        .oneOf(ends ? POLICIES : POLICIES.subList(0, POLICIES.size() - 1))
        .orElseThrow();
  }

  /** A job that an error has stopped. */
  private static Optional<Command> resume(Situation situation) {
    return situation.state().jobs().newestFirst().stream()
        .filter(job -> job.ioStatus() != IoStatus.OK)
        .findFirst()
        .map(job ->
            situation.dice().percent(50)
                ? new Command("job-resume", Situation.json().put("id", job.id()))
                : new Command("block-job-resume", Situation.json().put("device", job.id())));
  }
}
