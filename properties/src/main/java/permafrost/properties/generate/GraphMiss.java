package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** Commands whose options are right but whose graph is not: permissions, locks, cycles. */
enum GraphMiss implements Idea {
  SECOND_WRITER(5, s -> over(s, node -> isWritten(s, node), "qcow2", (o, n) -> {})),
  READER_BESIDE_WRITER(
      4, s -> over(s, n -> isWritten(s, n), "qcow2", (o, n) -> o.put("read-only", true))),
  WRITER_OVER_READ_ONLY(
      4,
      s ->
          over(
              s, n -> ImageContents.isQcow2File(n) && n.flags().readOnly(), "qcow2", (o, n) -> {})),
  COPY_ON_READ_OVER_READ_ONLY(
      3, s -> over(s, n -> n.flags().readOnly(), "copy-on-read", (o, n) -> {})),
  COMPRESS_OVER_INCOMPRESSIBLE(
      3, s -> over(s, n -> n.driver() != Driver.QCOW2, "compress", (o, n) -> {})),
  COPY_ON_READ_OVER_WINDOW(2, GraphMiss::copyOnReadOverWindow),
  UNALIGNED_SIZE(2, GraphMiss::unalignedSize),
  LOCKED_FILE(4, GraphMiss::lockedFile),
  READ_ONLY_BELOW_WRITER(5, s -> reopened(s, n -> isWritten(s, n), n -> true)),
  WRITABLE_OVER_READ_ONLY(
      4,
      s ->
          reopened(
              s,
              n -> n.driver() == Driver.QCOW2 && n.flags().readOnly() && frozenBelow(s, n),
              n -> false)),
  FILE_CYCLE(4, s -> cycle(s, "file")),
  BACKING_CYCLE(4, s -> cycle(s, "backing")),
  FILE_OF_ANOTHER(4, GraphMiss::fileOfAnother),
  FROZEN_LINK(12, GraphMiss::frozenLink);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  GraphMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static boolean isWritten(Situation situation, Node node) {
    return (situation.graph().permissions(node.number()) & Perm.WRITE) != 0;
  }

  private static boolean frozenBelow(Situation situation, Node node) {
    return situation.child(node, "file").filter(file -> file.flags().readOnly()).isPresent();
  }

  private static Optional<Command> over(
      Situation situation, Which which, String driver, BiConsumer<ObjectNode, Node> more) {
    return situation
        .node(which::is)
        .map(node -> {
          ObjectNode options = Situation.json().put("driver", driver);
          options.put("node-name", situation.unknownName()).put("file", node.name());
          more.accept(options, node);
          return Draft.add(options).command();
        });
  }

  private static Optional<Command> copyOnReadOverWindow(Situation situation) {
    return situation
        .node(node -> isWritten(situation, node))
        .map(node -> {
          ObjectNode options = Situation.json().put("driver", "copy-on-read");
          options.put("node-name", situation.unknownName());
          options
              .putObject("file")
              .put("driver", "raw")
              .put("offset", 512)
              .put("file", node.name());
          return Draft.add(options).command();
        });
  }

  /** A writer that may not resize, over a node that is no multiple of what requests must be. */
  private static Optional<Command> unalignedSize(Situation situation) {
    ObjectNode options = Situation.json().put("driver", "copy-on-read");
    options.put("node-name", situation.unknownName());
    ObjectNode filter = options.putObject("file").put("driver", "blkdebug").put("align", 4096);
    filter.putObject("image").put("driver", "null-co").put("size", 512);
    return Optional.of(Draft.add(options).command());
  }

  private static Optional<Command> lockedFile(Situation situation) {
    return situation
        .node(node -> ImageContents.isQcow2File(node) && !situation.isTop(node))
        .map(node -> {
          ObjectNode options = Situation.json().put("driver", "qcow2");
          options.put("node-name", situation.unknownName());
          if (situation.dice().percent(40)) {
            options.put("read-only", true);
          }
          String path = ((DriverState.File) node.state()).path();
          options.putObject("file").put("driver", "file").put("filename", path);
          return Draft.add(options).command();
        });
  }

  private static Optional<Command> reopened(
      Situation situation, Which which, Which readOnlyAfterwards) {
    return situation
        .node(which::is)
        .flatMap(node ->
            new Restatement(situation)
                .of(node)
                .map(o -> o.put("read-only", readOnlyAfterwards.is(node))))
        .map(options -> Draft.reopen(options).command());
  }

  private static Optional<Command> cycle(Situation situation, String link) {
    return situation
        .node(node ->
            link.equals("file") ? !node.driver().isProtocol() : node.driver() == Driver.QCOW2)
        .flatMap(node ->
            situation
                .node(above -> situation.reaches(above, node))
                .flatMap(above ->
                    new Restatement(situation)
                        .of(node)
                        .map(options -> options.put(link, above.name()))))
        .map(options -> Draft.reopen(options).command());
  }

  private static Optional<Command> fileOfAnother(Situation situation) {
    return situation
        .node(node -> node.driver() == Driver.QCOW2)
        .flatMap(node ->
            situation
                .node(file -> situation.isUsedAs(file, "file"))
                .filter(file -> !situation.reaches(file, node))
                .flatMap(file ->
                    new Restatement(situation)
                        .of(node)
                        .map(options -> options.put("file", file.name()))))
        .map(options -> Draft.reopen(options).command());
  }

  private static Optional<Command> frozenLink(Situation situation) {
    return situation
        .node(node ->
            situation
                .graph()
                .child(node.number(), "backing")
                .filter(edge -> edge.frozen())
                .isPresent())
        .flatMap(node -> new Restatement(situation).of(node))
        .map(options -> Draft.reopen(options.putNull("backing")).command());
  }
}
