package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.export.Export;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/** Exports, and the server that they need, that should work. */
enum ExportIdea implements Idea {
  SERVER_START(14, ExportIdea::serverStart),
  SERVER_STOP(
      1, s -> s.hasServer() ? Optional.of(Command.of("nbd-server-stop")) : Optional.empty()),
  EXPORT(12, s -> export(s).map(options -> new Command("block-export-add", options))),
  EXPORT_THE_OLD_WAY(2, ExportIdea::oldExport),
  EXPORT_DEL(5, s -> deletion(s, "block-export-del", "id")),
  EXPORT_DEL_THE_OLD_WAY(2, s -> deletion(s, "nbd-server-remove", "name")),
  CLIENT(8, ExportIdea::client),
  QUERY(1, s -> Optional.of(Command.of("query-block-exports")));

  /** The socket's path; none of the images has it. */
  static final String SOCKET = "x";

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  ExportIdea(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  /** A server on a Unix socket. */
  static ObjectNode server(String path) {
    ObjectNode arguments = Situation.json();
    arguments.putObject("addr").put("type", "unix").putObject("data").put("path", path);
    return arguments;
  }

  private static Optional<Command> serverStart(Situation situation) {
    if (situation.hasServer() || situation.openPaths().contains(SOCKET)) {
      return Optional.empty();
    }
    ObjectNode arguments = server(SOCKET);
    if (situation.dice().percent(5)) {
      arguments.put("max-connections", situation.dice().below(3));
    }
    return Optional.of(new Command("nbd-server-start", arguments));
  }

  /** What exports a node; empty where there is no node, or no server. */
  static Optional<ObjectNode> export(Situation situation) {
    return situation.hasServer()
        ? situation.node(node -> true).flatMap(node -> export(situation, node))
        : Optional.empty();
  }

  /** What exports this node, under an id and a name that are free. */
  static Optional<ObjectNode> export(Situation situation, Node node) {
    Dice dice = situation.dice();
    Optional<String> id = situation.freeExport();
    if (id.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("type", "nbd").put("id", id.get());
    options.put("node-name", node.name());
    if (node.flags().writable() && dice.percent(60)) {
      options.put("writable", true);
    }
    if (situation.state().exports().hasName(node.name()) || dice.percent(10)) {
      options.put("name", id.get());
    }
    if (dice.percent(10)) {
      options.put(dice.oneOf("writethrough", "fixed-iothread", "allocation-depth"), true);
    }
    return Optional.of(options);
  }

  private static Optional<Command> client(Situation situation) {
    return situation.state().exports().all().isEmpty()
        ? Optional.empty()
        : new Growth(situation)
            .node(Driver.NBD)
            .map(options -> new Command("blockdev-add", options));
  }

  private static Optional<Command> oldExport(Situation situation) {
    return export(situation)
        .map(options -> {
          ObjectNode old = Situation.json().put("device", options.get("node-name").asText());
          old.put("name", options.get("id").asText());
          if (situation.dice().percent(50)) {
            old.put("writable", true);
          }
          return new Command("nbd-server-add", old);
        });
  }

  private static Optional<Command> deletion(Situation situation, String command, String key) {
    Dice dice = situation.dice();
    return dice.oneOf(situation.state().exports().all())
        .map(Export::id)
        .map(id -> {
          ObjectNode arguments = Situation.json().put(key, id);
          if (dice.percent(20)) {
            arguments.put("mode", dice.oneOf("hard", "safe"));
          }
          return new Command(command, arguments);
        });
  }
}
