package permafrost.properties.generate;

import java.util.List;
import java.util.stream.IntStream;
import permafrost.model.answer.FileNames;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
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

  /** Whether what reads and writes of a node come to is known. */
  boolean copies(Node node) {
    return uncertain || copies(node, false);
  }

  /** The same of reads alone. */
  boolean reads(Node node) {
    return uncertain || copies(node, true);
  }

  private boolean copies(Node node, boolean reading) {
    boolean known =
        switch (node.state()) {
          case DriverState.Throttle throttle ->
              !situation.state().groups().limiting().contains(throttle.group());
          case DriverState.CopyBeforeWrite ignored -> reading;
          case DriverState.SnapshotAccess ignored ->
              reading
                  && situation
                      .child(node, "file")
                      .filter(file -> file.driver() == Driver.COPY_BEFORE_WRITE)
                      .isPresent();
          case DriverState.Blkdebug filter -> !filter.injects();
          case DriverState.Blkverify ignored -> false;
          case DriverState.Quorum ignored -> false;
          default -> true;
        };
    return known
        && IntStream.of(graph.children(node.number()))
            .mapToObj(edge -> graph.node(graph.edge(edge).child()))
            .allMatch(child -> copies(child, reading));
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

  /** Whether the bytes of the node are those of an image. */
  boolean showsImage(Node node) {
    return situation.contents(node).map(HostFile::qcow2).orElse(false);
  }

  /** Whether writing to the node writes into an image. */
  boolean isInImage(Node node) {
    return node.driver() == Driver.QCOW2
        || IntStream.of(graph.children(node.number()))
            .anyMatch(edge -> isInImage(graph.node(graph.edge(edge).child())));
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
