package permafrost.model.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Injection;
import permafrost.model.graph.Injection.Request;
import permafrost.model.graph.Node;

/** What the blkdebug nodes of a graph may still let fail. */
public record InjectedErrors(GraphView graph) {

  /** Events that no table of an image brings about. */
  private static final Set<String> OF_DATA = Set.of("read_aio", "write_aio", "read_backing_aio");

  private static final Set<String> OF_READING = Set.of("read_aio", "read_backing_aio");

  /** Whether some request to a node, or to what is below, may fail. */
  public boolean mayFail(int number) {
    return injects(graph.node(number)) || anyBelow(number, false);
  }

  /** The same, its backing file left aside. */
  boolean ownFileMayFail(int number) {
    return anyBelow(number, true);
  }

  private boolean anyBelow(int number, boolean own) {
    return Arrays.stream(graph.children(number))
        .mapToObj(graph::edge)
        .anyMatch(edge -> !(own && edge.name().equals("backing")) && mayFail(edge.child()));
  }

  private static boolean injects(Node node) {
    return node.state() instanceof DriverState.Blkdebug filter && filter.injects();
  }

  /** How many errors the filters below nodes can still let happen; endless ones count as two. */
  public int errorsLeft(int... numbers) {
    Set<Integer> all = new HashSet<>();
    for (int number : numbers) {
      addReachable(number, all);
    }
    return all.stream()
        .flatMap(number -> injectionOf(number).errors().stream())
        .mapToInt(rule -> rule.once() ? 1 : 2)
        .sum();
  }

  private void addReachable(int number, Set<Integer> into) {
    if (number != Node.NOBODY && into.add(number)) {
      for (int edge : graph.children(number)) {
        addReachable(graph.edge(edge).child(), into);
      }
    }
  }

  Injection injectionOf(int number) {
    return graph.node(number).state() instanceof DriverState.Blkdebug filter
        ? filter.injection()
        : Injection.of(List.of(), List.of());
  }

  /**
   * Whether reading a node may fail, or leads to where other requests fail. Copy-on-read filters
   * write what they read.
   */
  public boolean readingMatters(int number) {
    Injection injection = injectionOf(number);
    return graph.node(number).state() instanceof DriverState.CopyOnRead && mayFail(number)
        || injection.mayFail(Request.READ)
        || injection.injects() && injection.listensTo(OF_READING)
        || Arrays.stream(graph.children(number))
            .anyMatch(edge -> readingMatters(graph.edge(edge).child()));
  }

  /** Whether asking a node where it has data may fail. */
  public boolean statusMayFail(int number) {
    return injectionOf(number).mayFail(Request.BLOCK_STATUS)
        || Arrays.stream(graph.children(number))
            .anyMatch(edge -> statusMayFail(graph.edge(edge).child()));
  }

  /** Whether writing tables of an image by way of a node may fail. */
  public boolean tablesMayFail(int number) {
    Injection injection = injectionOf(number);
    return injection.isActiveFor(Request.WRITE)
        || injection.errors().stream().anyMatch(rule -> !OF_DATA.contains(rule.event()))
        || Arrays.stream(graph.children(number))
            .anyMatch(edge -> tablesMayFail(graph.edge(edge).child()));
  }

  /** Whether flushing a node that was written to fails without an event before it. */
  public boolean flushingMayFail(int number) {
    return injectionOf(number).isActiveFor(Request.FLUSH)
        || Arrays.stream(graph.children(number))
            .anyMatch(edge -> flushingMayFail(graph.edge(edge).child()));
  }

  /** Whether reading a header and tables by way of a node may fail. */
  public boolean openingMayFail(int number) {
    return openingMayFail(number, false);
  }

  private boolean openingMayFail(int number, boolean tells) {
    Injection injection = injectionOf(number);
    boolean listens = injection.errors().stream().anyMatch(rule -> rule.event().equals("read_aio"));
    boolean raw = graph.node(number).state() instanceof DriverState.Raw;
    return injection.isActiveFor(Request.READ)
        || tells && listens
        || Arrays.stream(graph.children(number))
            .anyMatch(edge -> openingMayFail(graph.edge(edge).child(), raw));
  }
}
