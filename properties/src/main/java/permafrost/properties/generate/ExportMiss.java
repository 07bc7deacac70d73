package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import permafrost.model.Command;
import permafrost.model.export.Export;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** Exports, and servers, that are refused. */
enum ExportMiss implements Idea {
  SERVER_TWICE(2, s -> s.hasServer() ? started("y") : Optional.empty()),
  STOP_WITHOUT_SERVER(
      2, s -> s.hasServer() ? Optional.empty() : Optional.of(Command.of("nbd-server-stop"))),
  SOCKET_IN_NO_FOLDER(3, s -> s.hasServer() ? Optional.empty() : started("z/x")),
  SOCKET_OF_FOLDER(3, s -> s.hasServer() ? Optional.empty() : started("$DIR")),
  SOCKET_TOO_LONG(3, s -> s.hasServer() ? Optional.empty() : started("x".repeat(109))),
  CREDENTIALS_UNKNOWN(2, ExportMiss::credentials),
  SERVER_WITHOUT_ADDRESS(3, s -> Optional.of(new Command("nbd-server-start", Situation.json()))),
  EXPORT_WITHOUT_SERVER(3, ExportMiss::withoutServer),
  ID_TAKEN(4, s -> earlier(s).flatMap(e -> exported(s, n -> true, o -> o.put("id", e.id())))),
  ID_MALFORMED(3, s -> exported(s, node -> true, o -> o.put("id", "1"))),
  ID_LEFT_OUT(3, s -> exported(s, node -> true, o -> o.remove("id"))),
  NAME_TAKEN(4, s -> earlier(s).flatMap(e -> exported(s, n -> true, o -> o.put("name", e.name())))),
  NAME_TOO_LONG(3, s -> exported(s, node -> true, o -> o.put("name", "n".repeat(4097)))),
  DESCRIPTION_TOO_LONG(
      3, s -> exported(s, node -> true, o -> o.put("description", "d".repeat(4097)))),
  NODE_NOT_THERE(3, s -> exported(s, node -> true, o -> o.put("node-name", s.unknownName()))),
  NODE_NOT_THERE_THE_OLD_WAY(
      3,
      s ->
          Optional.of(
              new Command("nbd-server-add", Situation.json().put("device", s.unknownName())))),
  READ_ONLY_AS_WRITABLE(
      5, s -> exported(s, node -> node.flags().readOnly(), o -> o.put("writable", true))),
  WRITER_BESIDE_FORMAT(
      5, s -> exported(s, node -> isResized(s, node), o -> o.put("writable", true))),
  READER_BESIDE_FORMAT(4, s -> exported(s, node -> isResized(s, node), o -> o.remove("writable"))),
  IOTHREAD_UNKNOWN(5, s -> exported(s, node -> true, o -> iothreads(s.dice(), o))),
  BITMAP_UNKNOWN(2, s -> exported(s, node -> true, o -> o.putArray("bitmaps").add("z"))),
  BITMAP_OF_NODE_UNKNOWN(2, s -> bitmap(s, o -> o.put("node", s.unknownName()).put("name", "z"))),
  BITMAP_IN_NODE_UNKNOWN(
      3,
      s ->
          s.node(node -> true)
              .flatMap(n -> bitmap(s, o -> o.put("node", n.name()).put("name", "z")))),
  TYPE_UNKNOWN(3, s -> exported(s, node -> true, o -> o.put("type", "z"))),
  MEMBER_UNKNOWN(3, s -> exported(s, node -> true, o -> o.put("z", 1))),
  DEL_NOT_THERE(3, s -> s.freeExport().map(id -> deletion(Situation.json().put("id", id)))),
  DEL_IN_USE(16, s -> served(s).map(e -> deletion(Situation.json().put("id", e.id())))),
  DEL_MODE_UNKNOWN(3, s -> Optional.of(deletion(Situation.json().put("id", "a").put("mode", "z")))),
  REMOVE_NOT_THERE(
      3,
      s ->
          s.freeExport()
              .map(id -> new Command("nbd-server-remove", Situation.json().put("name", id))));

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  ExportMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private interface Change {
    Object apply(ObjectNode options);
  }

  /** One, several, none, or a number; old QEMUs know only one. */
  private static ObjectNode iothreads(Dice dice, ObjectNode options) {
    switch (dice.below(4)) {
      case 0 -> options.put("iothread", 1);
      case 1 -> options.putArray("iothread");
      case 2 -> options.put("fixed-iothread", true).putArray("iothread").add("z");
      default -> options.put("iothread", "z");
    }
    return options;
  }

  private static Optional<Command> started(String path) {
    return Optional.of(new Command("nbd-server-start", ExportIdea.server(path)));
  }

  private static Optional<Command> credentials(Situation situation) {
    if (situation.hasServer()) {
      return Optional.empty();
    }
    ObjectNode arguments = ExportIdea.server(ExportIdea.SOCKET);
    arguments.put("tls-creds", situation.dice().oneOf(situation.groups()).orElse("z"));
    return Optional.of(new Command("nbd-server-start", arguments));
  }

  private static Optional<Export> earlier(Situation situation) {
    return situation.dice().oneOf(situation.state().exports().all());
  }

  private static Optional<Command> withoutServer(Situation situation) {
    return situation.hasServer()
        ? Optional.empty()
        : situation
            .node(node -> true)
            .flatMap(node -> ExportIdea.export(situation, node))
            .map(ExportMiss::export);
  }

  /** Whether a format writes to the node, so that a reader does not share enough. */
  private static boolean isResized(Situation situation, Node node) {
    return (situation.graph().permissions(node.number()) & Perm.RESIZE) != 0;
  }

  private static Optional<Command> exported(
      Situation situation, Predicate<Node> which, Change change) {
    return situation
        .node(which)
        .filter(node -> situation.hasServer())
        .flatMap(node -> ExportIdea.export(situation, node))
        .map(options -> {
          change.apply(options);
          return export(options);
        });
  }

  /** An export with a client. */
  private static Optional<Export> served(Situation situation) {
    return situation
        .node(node -> node.state() instanceof DriverState.Nbd client && client.isConnected())
        .map(node -> ((DriverState.Nbd) node.state()).export())
        .flatMap(user ->
            situation.state().exports().all().stream()
                .filter(export -> export.user() == user)
                .findFirst());
  }

  private static Optional<Command> bitmap(Situation situation, Change change) {
    return exported(situation, node -> true, o -> change.apply(o.putArray("bitmaps").addObject()));
  }

  private static Command export(ObjectNode options) {
    return new Command("block-export-add", options);
  }

  private static Command deletion(ObjectNode arguments) {
    return new Command("block-export-del", arguments);
  }
}
