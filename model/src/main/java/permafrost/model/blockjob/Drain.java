package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.graph.Vertex;
import permafrost.model.job.Jobs;

/**
 * What a command may do to the progress of limited jobs, before all drains were of the whole graph:
 * it drains those that are connected with what it names, or does their work. Source: {@code
 * bdrv_do_drained_begin_quiesce}.
 *
 * @param graph before the command
 */
public record Drain(Graph graph, Command command) {

  private static final int MOST_TIMES = 3;

  /** They name neither nodes nor jobs, or only look at them. */
  private static final Set<String> OF_NOTHING =
      Set.of("object-add", "object-del", "nbd-server-start", "query-block-exports");

  /** That of a command which drains all nodes. */
  public static Drain ofAll(Graph graph) {
    return new Drain(graph, Command.of("quit"));
  }

  /** Whether it may reach the job of this id. */
  public boolean reaches(String id) {
    return switch (command.name()) {
      case "blockdev-add",
          "blockdev-del",
          "blockdev-reopen",
          "blockdev-mirror",
          "drive-mirror",
          "block-stream",
          "block-commit",
          "block_resize",
          "block-export-add",
          "change-backing-file",
          "x-blockdev-change" ->
          names(id);
      default -> !isOfNothing() && (!isSaidToJobs() || names(id));
    };
  }

  /**
   * How often at most it drains a node: twice is the most that was seen, but for a mirror, beside
   * which a limited stream came to its end.
   */
  public int mostTimes() {
    return command.name().endsWith("-mirror") || mayExchangeDescriptors()
        ? Jobs.WITHOUT_END
        : MOST_TIMES;
  }

  /**
   * Whether it starts a job that reads what the stream of this id is to copy, by way of a
   * copy-on-read filter, be it the stream's: then that copies it. Source: {@code
   * cor_co_preadv_part}.
   */
  public boolean readsThrough(String id) {
    Optional<Integer> source =
        JobStarts.include(command.name())
            ? JobArguments.findDeviceOrNode(graph, command.arguments().path("device").asText())
            : Optional.empty();
    return source.isPresent()
        && streamed()
            .filter(edge -> ((User.JobParent) graph.vertex(edge.parent())).id().equals(id))
            .filter(edge -> copiesOnRead(edge.child()))
            .mapToInt(edge -> graph.childNumber(edge.child(), "file"))
            .anyMatch(top ->
                Arrays.stream(graph.order())
                    .filter(this::copiesOnRead)
                    .anyMatch(filter ->
                        graph.reaches(source.get(), filter) && graph.reaches(filter, top)));
  }

  private boolean copiesOnRead(int node) {
    return graph.node(node).driver() == Driver.COPY_ON_READ;
  }

  /**
   * Whether a file may get another descriptor while a stream reads it, which then reads from
   * whatever has the old one's number, or fails: a reopen forgets how a writable file is open, and
   * the next refresh of its permissions opens it again without a drain, if it is not that of
   * another reopen. A backing file is writable only after a reopen. Source: {@code
   * raw_reopen_commit}, {@code raw_set_perm}.
   */
  private boolean mayExchangeDescriptors() {
    return !command.name().equals("blockdev-reopen")
        && streamed()
            .anyMatch(edge -> isIntermediate(edge) || hasReopenedFile(graph.node(edge.child())));
  }

  private Stream<Edge> streamed() {
    return Arrays.stream(graph.users())
        .filter(
            user -> graph.vertex(user) instanceof User.JobParent job && job.type().equals("stream"))
        .boxed()
        .flatMap(user -> Arrays.stream(graph.children(user)).mapToObj(graph::edge));
  }

  private boolean isIntermediate(Edge edge) {
    return edge.name().equals("intermediate node") && graph.node(edge.child()).flags().writable();
  }

  private boolean hasReopenedFile(Node node) {
    return node.state() instanceof DriverState.File file
            && file.reopened()
            && node.flags().writable()
        || Arrays.stream(graph.children(node.number()))
            .anyMatch(edge -> hasReopenedFile(graph.node(graph.edge(edge).child())));
  }

  private boolean isOfNothing() {
    return command.name().startsWith("query-")
        || command.name().startsWith("x-debug-")
        || OF_NOTHING.contains(command.name());
  }

  private boolean isSaidToJobs() {
    return command.name().startsWith("job-") || command.name().startsWith("block-job-");
  }

  /** Whether it names something that is connected with the job, the job itself left out. */
  private boolean names(String id) {
    Set<String> words = new HashSet<>();
    collect(command.arguments(), words);
    Set<Integer> met = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int user : graph.users()) {
      if (graph.vertex(user) instanceof User.JobParent job && job.id().equals(id)) {
        met.add(user);
        open.add(user);
      }
    }
    while (!open.isEmpty()) {
      int at = open.remove();
      if (words.contains(nameOf(graph.vertex(at), id))) {
        return true;
      }
      addNeighbours(at, met, open);
    }
    return false;
  }

  private void addNeighbours(int at, Set<Integer> met, Deque<Integer> open) {
    for (int number : graph.children(at)) {
      Edge edge = graph.edge(number);
      if (met.add(edge.child())) {
        open.add(edge.child());
      }
    }
    if (graph.vertex(at) instanceof Node) {
      for (int number : graph.parents(at)) {
        Edge edge = graph.edge(number);
        if (met.add(edge.parent())) {
          open.add(edge.parent());
        }
      }
    }
  }

  private static String nameOf(Vertex vertex, String ownId) {
    return switch (vertex) {
      case Node node -> node.name();
      case User.JobParent job -> job.id().equals(ownId) ? "" : job.id();
      case User.Backend backend -> backend.label();
    };
  }

  private static void collect(JsonNode json, Set<String> words) {
    if (json.isTextual() && !json.asText().isEmpty()) {
      words.add(json.asText());
    }
    json.forEach(member -> collect(member, words));
  }
}
