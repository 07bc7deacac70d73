package permafrost.properties.generate;

import java.util.Arrays;
import java.util.stream.IntStream;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;

/**
 * Users of a job's filter and users of the node below it that would not agree if the filter were
 * not between them: it asks for less, or shares more, than what is above it.
 */
record HiddenConflict(Graph graph) {

  boolean isThere() {
    return Arrays.stream(graph.order())
        .filter(node -> AroundJobs.isFilterOfJob(graph, node))
        .anyMatch(filter -> hides(filter) || mayLetBelowShareMore());
  }

  /**
   * Whether a node is another's image file and its backing file at once: what it shares as the
   * latter comes from what is above, and a filter there shares more.
   */
  private boolean mayLetBelowShareMore() {
    return Arrays.stream(graph.order())
        .flatMap(node -> Arrays.stream(graph.children(node)))
        .mapToObj(graph::edge)
        .filter(backing -> backing.role() == Role.COW)
        .anyMatch(backing ->
            Arrays.stream(graph.children(backing.parent()))
                .mapToObj(graph::edge)
                .anyMatch(file -> file.role() != Role.COW && file.child() == backing.child()));
  }

  /**
   * Whether, in a graph after this one, a filter has gone and left its users with those of another
   * node, with whom they do not agree: they come to the target of the job, whatever is above that.
   */
  boolean showsIn(Graph next) {
    return Arrays.stream(graph.order())
        .filter(node -> AroundJobs.isFilterOfJob(graph, node) && !next.has(node))
        .flatMap(this::users)
        .mapToObj(graph::edge)
        .filter(user -> next.has(user.parent()))
        .flatMap(user -> next.child(user.parent(), user.name()).stream())
        .anyMatch(moved -> new HiddenConflict(next).disagree(moved.child()));
  }

  private boolean disagree(int node) {
    return users(node)
        .anyMatch(one ->
            users(node)
                .anyMatch(other -> one != other && conflict(graph.edge(one), graph.edge(other))));
  }

  private boolean hides(int filter) {
    int link = Chain.filterOrBackingEdge(graph, filter);
    return link >= 0
        && users(filter)
            .anyMatch(above ->
                users(graph.edge(link).child())
                    .filter(beside -> beside != link)
                    .anyMatch(beside -> conflict(graph.edge(above), graph.edge(beside))));
  }

  /** Those that stay when the job ends. */
  private IntStream users(int node) {
    return Arrays.stream(graph.parents(node))
        .filter(edge -> !(graph.vertex(graph.edge(edge).parent()) instanceof User.JobParent));
  }

  private static boolean conflict(Edge one, Edge other) {
    return ((one.permissions() & ~other.shared()) | (other.permissions() & ~one.shared()))
        != Perm.NONE;
  }
}
