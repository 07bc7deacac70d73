package permafrost.model;

import permafrost.model.device.Machine;
import permafrost.model.export.Exports;
import permafrost.model.graph.Graph;
import permafrost.model.image.Files;
import permafrost.model.job.Jobs;
import permafrost.model.object.ThrottleGroups;
import permafrost.model.open.Workpiece;

/**
 * All of a QEMU that a later command can meet. Immutable.
 *
 * @param madeUpNames how many node names QEMU has made up so far
 * @param machine what uses nodes from outside of the block layer
 */
public record State(
    Files files,
    Graph graph,
    ThrottleGroups groups,
    Jobs<Workpiece> jobs,
    Exports exports,
    int madeUpNames,
    Machine machine) {

  /** A QEMU that has just started, without a node. */
  public static State startedWith(Files files) {
    return new State(
        files, Graph.EMPTY, ThrottleGroups.NONE, Jobs.none(), Exports.NONE, 0, Machine.BARE);
  }

  /** The same with another graph. */
  public State with(Graph newGraph, int newMadeUpNames) {
    return new State(files, newGraph, groups, jobs, exports, newMadeUpNames, machine);
  }

  /** The same with other throttle groups. */
  public State with(ThrottleGroups newGroups) {
    return new State(files, graph, newGroups, jobs, exports, madeUpNames, machine);
  }

  /** The same with other jobs. */
  public State with(Jobs<Workpiece> newJobs) {
    return new State(files, graph, groups, newJobs, exports, madeUpNames, machine);
  }

  /** The same with other exports. */
  public State with(Exports newExports) {
    return new State(files, graph, groups, jobs, newExports, madeUpNames, machine);
  }

  /** The same with files of another content. */
  public State with(Files newFiles) {
    return new State(newFiles, graph, groups, jobs, exports, madeUpNames, machine);
  }

  /** The same with another machine. */
  public State with(Machine newMachine) {
    return new State(files, graph, groups, jobs, exports, madeUpNames, newMachine);
  }
}
