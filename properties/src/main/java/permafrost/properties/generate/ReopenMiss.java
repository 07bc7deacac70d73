package permafrost.properties.generate;

import static permafrost.model.graph.Driver.BLKDEBUG;
import static permafrost.model.graph.Driver.NULL_AIO;
import static permafrost.model.graph.Driver.NULL_CO;
import static permafrost.model.graph.Driver.RAW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/** Reopens that ask for what a reopen can not do. */
enum ReopenMiss implements Idea {
  NODE_NOT_THERE(3, s -> Working.reopened(s, 0).map(d -> name(d, s.unknownName()).command())),
  ONE_OF_TWO_NOT_THERE(2, ReopenMiss::oneOfTwo),
  NOT_REOPENABLE(4, s -> restated(s, node -> !node.driver().supportsReopen(), o -> true)),
  OPTION_LEFT_OUT(6, s -> restated(s, node -> true, o -> leftOut(s, o))),
  OPTION_CHANGED(6, s -> restated(s, node -> true, o -> changed(s, o))),
  OPTION_ADDED(4, s -> restated(s, node -> node.driver().isProtocol(), o -> added(s, o))),
  BACKING_LEFT_OUT(4, s -> restated(s, ReopenMiss::isQcow2, o -> o.remove("backing") != null)),
  OTHER_DRIVER(4, s -> restated(s, node -> true, o -> otherDriver(s, o))),
  BACKING_WHERE_THERE_IS_NONE(
      4, s -> another(s, Driver.QCOW2, "backing", RAW, BLKDEBUG, NULL_CO, NULL_AIO)),
  FILE_WHERE_THERE_IS_NONE(3, s -> another(s, Driver.RAW, "file", NULL_CO, NULL_AIO)),
  OVERLAP_CHECK_TWICE(3, ReopenMiss::overlapCheckTwice),
  CHILD_RENAMED(4, s -> restated(s, node -> true, o -> childRenamed(s, o))),
  CHILD_NOT_INLINE(4, ReopenMiss::childNotInline),
  FORCE_SHARE_ADDED(2, s -> restated(s, n -> n.flags().readOnly(), ReopenMiss::forceShare)),
  SAME_NODE_TWICE(2, ReopenMiss::twice),
  NAME_LEFT_OUT_OF_SECOND(1, ReopenMiss::namelessSecond);

  private static final Set<String> IMMUTABLE =
      Set.of("size", "read-zeroes", "filename", "locking", "aio", "bottom", "latency-ns");

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  ReopenMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private interface Which {
    boolean is(Node node);
  }

  private interface Change {
    boolean apply(ObjectNode options);
  }

  private static boolean isQcow2(Node node) {
    return node.driver() == Driver.QCOW2;
  }

  private static Optional<Command> restated(Situation situation, Which which, Change change) {
    return situation
        .node(which::is)
        .flatMap(node -> new Restatement(situation).of(node))
        .filter(change::apply)
        .map(options -> Draft.reopen(options).command());
  }

  private static Draft name(Draft draft, String name) {
    draft.options().put("node-name", name);
    return draft;
  }

  private static Optional<Command> both(Optional<Draft> first, Optional<Draft> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode arguments = Situation.json();
    arguments.putArray("options").add(first.get().options()).add(second.get().options());
    return Optional.of(new Command("blockdev-reopen", arguments));
  }

  private static Optional<Command> oneOfTwo(Situation situation) {
    return both(
        Working.reopened(situation, 1),
        Working.reopened(situation, 0).map(draft -> name(draft, situation.unknownName())));
  }

  private static Optional<Command> namelessSecond(Situation situation) {
    Optional<Draft> second = Working.reopened(situation, 0);
    second.ifPresent(draft -> draft.options().remove("node-name"));
    return both(Working.reopened(situation, 0), second);
  }

  private static Optional<Command> twice(Situation situation) {
    Optional<Draft> first = Working.reopened(situation, 1);
    Optional<Draft> second =
        first.map(draft -> Draft.reopen(draft.options().deepCopy().put("read-only", true)));
    return both(first, second);
  }

  private static boolean leftOut(Situation situation, ObjectNode options) {
    return situation.dice().oneOf(immutable(options)).map(options::remove).isPresent();
  }

  private static boolean changed(Situation situation, ObjectNode options) {
    Optional<String> key = situation.dice().oneOf(immutable(options));
    key.ifPresent(each -> {
      switch (each) {
        case "read-zeroes" -> options.put(each, !options.get(each).asBoolean());
        case "size", "latency-ns" -> options.put(each, options.get(each).asLong() + 512);
        case "locking" -> options.put(each, situation.dice().oneOf("on", "off"));
        default -> options.put(each, "s");
      }
    });
    return key.isPresent();
  }

  private static List<String> immutable(ObjectNode options) {
    List<String> keys = new ArrayList<>();
    options.fieldNames().forEachRemaining(keys::add);
    boolean raw = options.path("driver").asText().equals("raw");
    keys.removeIf(key -> !IMMUTABLE.contains(key) || raw);
    return keys;
  }

  private static boolean added(Situation situation, ObjectNode options) {
    String key = options.path("driver").asText().equals("file") ? "locking" : "read-zeroes";
    if (options.has(key)) {
      return false;
    }
    if (key.equals("locking")) {
      options.put(key, "on");
    } else {
      options.put(key, true);
      if (situation.dice().percent(50) && !options.has("size")) {
        options.put("size", 512);
      }
    }
    return true;
  }

  private static boolean otherDriver(Situation situation, ObjectNode options) {
    String driver = options.path("driver").asText();
    options.put(
        "driver",
        switch (driver) {
          case "null-co" -> "null-aio";
          case "null-aio" -> "null-co";
          case "raw" -> "qcow2";
          default -> "raw";
        });
    return !driver.equals("file");
  }

  /**
   * A node of one of these drivers named with another driver, which has a child that it has not.
   */
  private static Optional<Command> another(
      Situation situation, Driver driver, String child, Driver... drivers) {
    return situation
        .node(node -> List.of(drivers).contains(node.driver()))
        .flatMap(node ->
            situation
                .node(each -> !situation.reaches(each, node))
                .flatMap(each ->
                    new Restatement(situation)
                        .of(node)
                        .map(o -> renamed(o, driver).put(child, each.name()))))
        .map(options -> Draft.reopen(options).command());
  }

  /** Options for another driver, with the child that every format must have. */
  private static ObjectNode renamed(ObjectNode options, Driver driver) {
    JsonNode image = options.remove("image");
    if (!options.has("file")) {
      options.set("file", image == null ? Situation.json().put("driver", "null-co") : image);
    }
    return options.put("driver", driver.qapiName());
  }

  /** As a text and, the second time, as an object: the node has both. */
  private static Optional<Command> overlapCheckTwice(Situation situation) {
    Optional<ObjectNode> options =
        situation.node(ReopenMiss::isQcow2).flatMap(node -> new Restatement(situation).of(node));
    return both(
        options.map(o -> Draft.reopen(o.deepCopy().put("overlap-check", "none"))),
        options.map(o -> {
          ObjectNode second = o.deepCopy();
          second.putObject("overlap-check").put("template", "all");
          return Draft.reopen(second);
        }));
  }

  private static boolean childRenamed(Situation situation, ObjectNode options) {
    return options.get("file") instanceof ObjectNode file
        && file.put("node-name", situation.unknownName()).has("node-name");
  }

  private static Optional<Command> childNotInline(Situation situation) {
    return restated(
        situation,
        node -> !node.driver().isProtocol(),
        options -> {
          boolean named = options.path("file").isTextual();
          options.putObject("file").put("driver", "null-co");
          return named;
        });
  }

  private static boolean forceShare(ObjectNode options) {
    return options.put("force-share", true).put("read-only", true).has("force-share");
  }
}
