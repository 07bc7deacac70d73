package permafrost.properties.generate;

import static permafrost.model.graph.Driver.COMPRESS;
import static permafrost.model.graph.Driver.COPY_ON_READ;
import static permafrost.model.graph.Driver.QCOW2;
import static permafrost.model.graph.Driver.RAW;
import static permafrost.model.graph.Driver.THROTTLE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;

/** A child that is not to be had: written by another, read-only, locked, above its parent. */
enum ChildFault implements Fault {
  WRITTEN(Draws.of((s, n) -> (s.graph().permissions(n.number()) & Perm.WRITE) != 0), QCOW2),
  READ_ONLY(Draws.of((s, n) -> n.flags().readOnly()), QCOW2, COPY_ON_READ),
  INCOMPRESSIBLE(Draws.of((s, n) -> n.driver().isProtocol()), COMPRESS),
  ABOVE(
      (s, options) ->
          above(s, options).filter(name -> options.put("file", name).has("file")).isPresent(),
      RAW,
      QCOW2,
      THROTTLE),
  LOCKED(ChildFault::locked, QCOW2);

  private final BiPredicate<Situation, ObjectNode> breaker;
  private final List<Driver> drivers;

  ChildFault(BiPredicate<Situation, ObjectNode> breaker, Driver... drivers) {
    this.breaker = breaker;
    this.drivers = List.of(drivers);
  }

  @Override
  public boolean fits(Driver driver) {
    return drivers.contains(driver);
  }

  @Override
  public boolean breaks(Situation situation, ObjectNode options) {
    return breaker.test(situation, options);
  }

  /** A node as {@code file} that is so. */
  private static final class Draws {

    private Draws() {}

    static BiPredicate<Situation, ObjectNode> of(BiPredicate<Situation, Node> so) {
      return (situation, options) -> {
        Optional<Node> node = situation.node(each -> so.test(situation, each));
        node.ifPresent(each -> options.put("file", each.name()));
        return node.isPresent();
      };
    }
  }

  /** A node that stands above the one that is reopened, or is it. */
  private static Optional<String> above(Situation situation, ObjectNode options) {
    return situation
        .graph()
        .find(options.path("node-name").asText())
        .flatMap(node -> situation.node(each -> situation.reaches(each, node)))
        .map(Node::name);
  }

  private static boolean locked(Situation situation, ObjectNode options) {
    Optional<Node> held =
        situation.node(node -> ImageContents.isQcow2File(node) && !situation.isTop(node));
    held.ifPresent(node ->
        options
            .putObject("file")
            .put("driver", "file")
            .put("filename", ((DriverState.File) node.state()).path()));
    return held.isPresent();
  }
}
