package permafrost.model;

import permafrost.model.graph.Graph;
import permafrost.model.image.Files;
import permafrost.model.object.ThrottleGroups;

/**
 * All of a QEMU that a later command can meet. Immutable.
 *
 * @param madeUpNames how many node names QEMU has made up so far
 */
public record State(Files files, Graph graph, ThrottleGroups groups, int madeUpNames) {

  /** A QEMU that has just started, without a node. */
  public static State startedWith(Files files) {
    return new State(files, Graph.EMPTY, ThrottleGroups.NONE, 0);
  }

  /** The same with another graph. */
  public State with(Graph newGraph, int newMadeUpNames) {
    return new State(files, newGraph, groups, newMadeUpNames);
  }

  /** The same with other throttle groups. */
  public State with(ThrottleGroups newGroups) {
    return new State(files, graph, newGroups, madeUpNames);
  }
}
