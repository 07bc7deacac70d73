package permafrost.properties.generate;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.answer.FileNames;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.InjectedErrors;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.image.Clusters;
import permafrost.model.image.Image;

/** Whether the model can tell how a job on a node ends; now and then a job starts all the same. */
final class Prospect {

  private static final int UNCERTAIN_PERCENT = 1;

  private final Situation situation;
  private final Graph graph;
  private final boolean uncertain;

  Prospect(Situation situation) {
    this.situation = situation;
    this.graph = situation.graph();
    this.uncertain = situation.dice().percent(UNCERTAIN_PERCENT);
  }

  /** Whether what a command comes to is known. */
  boolean isKnown(Command command) {
    return uncertain || situation.isModelled(command);
  }

  /** Whether what reads and writes of a node come to is known. */
  boolean copies(Node node) {
    return uncertain || copies(node, false);
  }

  /** The same of reads alone. */
  boolean reads(Node node) {
    return uncertain || copies(node, true);
  }

  /** Whether what a stream onto it comes to is known: which of several requests fail is not. */
  boolean streams(Node node) {
    return uncertain || copies(node, true) && !new InjectedErrors(graph).mayFail(node.number());
  }

  private boolean copies(Node node, boolean reading) {
    boolean known =
        switch (node.state()) {
          case DriverState.Throttle throttle ->
              !situation.state().groups().limiting().contains(throttle.group());
          case DriverState.CopyBeforeWrite ignored -> reading;
          case DriverState.MirrorTop ignored -> reading;
          case DriverState.SnapshotAccess ignored ->
              reading
                  && situation
                      .child(node, "file")
                      .filter(file -> file.driver() == Driver.COPY_BEFORE_WRITE)
                      .isPresent();
          case DriverState.Blkdebug filter ->
              !filter.injects() || NodeSize.of(graph, node.number()) == HostFile.DATA_SIZE;
          case DriverState.Blkverify ignored -> false;
          case DriverState.Quorum ignored -> false;
          case DriverState.Nbd ignored -> false;
          case DriverState.Preallocate ignored -> reading;
          case DriverState.Qcow2 ignored -> holdsImage(node);
          default -> true;
        };
    return known && below(node).allMatch(child -> copies(child, reading));
  }

  /** Whether a node holds nothing yet, and the full image below it is all to be copied. */
  boolean isOverFull(Node node) {
    return clusters(node).untouched() == 0
        && situation
            .child(node, "backing")
            .filter(below -> clusters(below).full() == HostFile.FULL_SIZE)
            .isPresent();
  }

  private Clusters clusters(Node node) {
    return situation
        .child(node, "file")
        .filter(file -> node.driver() == Driver.QCOW2)
        .flatMap(situation::contents)
        .flatMap(file -> situation.state().files().at(file.path()))
        .filter(Image.Qcow2.class::isInstance)
        .map(image -> ((Image.Qcow2) image).clusters())
        .orElse(Clusters.UNKNOWN);
  }

  /** Whether no image of the chain below a node is larger than one further down. */
  boolean growsDownwards(Node node) {
    List<Integer> chain = Chain.between(graph, node.number(), Node.NOBODY);
    return uncertain
        || IntStream.range(1, chain.size())
            .allMatch(at -> {
              long above = NodeSize.of(graph, chain.get(at - 1));
              return above >= 0 && NodeSize.of(graph, chain.get(at)) >= above;
            });
  }

  /** Whether an image may be made that rests on this node: one with a plain file name. */
  boolean isPlain(Node node) {
    String name = new FileNames(graph).of(node.number());
    return uncertain || !name.contains(":") && !name.contains(",");
  }

  /** Whether the bytes of the node are those of an image, or may be. */
  boolean showsImage(Node node) {
    return switch (node.state()) {
      case DriverState.File file -> isImage(file.path());
      case DriverState.Qcow2 ignored -> false;
      default -> below(node).anyMatch(this::showsImage);
    };
  }

  /** Whether the file of an image plainly still holds it. */
  boolean holdsImage(Node image) {
    return situation
        .child(image, "file")
        .filter(file ->
            file.state() instanceof DriverState.File storage
                ? isImage(storage.path())
                : situation.contents(file).map(HostFile::qcow2).orElse(false))
        .isPresent();
  }

  private Stream<Node> below(Node node) {
    return IntStream.of(graph.children(node.number()))
        .mapToObj(edge -> graph.node(graph.edge(edge).child()));
  }

  /** Whether writing to the node writes into an image. */
  boolean isInImage(Node node) {
    return node.driver() == Driver.QCOW2 || below(node).anyMatch(this::isInImage);
  }

  /** Whether what the file at a path holds is known, and an image. */
  boolean isImage(String path) {
    return situation.state().files().at(path).filter(Image.Qcow2.class::isInstance).isPresent();
  }

  /** Whether what the file at a path holds is known. */
  boolean isKnown(String path) {
    return situation.state().files().at(path).filter(Image.Opaque.class::isInstance).isEmpty();
  }
}
