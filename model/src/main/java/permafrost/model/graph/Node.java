package permafrost.model.graph;

import permafrost.model.options.QDict;

/**
 * A block driver state. Source: {@code BlockDriverState}.
 *
 * @param number identifies the node within its {@link Graph}; numbers of deleted nodes are used
 *     again
 * @param name the node name; made-up ones in the model's form
 * @param options the effective options, without those of children
 * @param explicitOptions what the user gave, without those of children
 * @param inheritsFrom the number of the node that this one was given inline in, or {@link #NOBODY}
 * @param monitorOwned whether the monitor holds a reference: made by {@code blockdev-add}
 * @param implicit whether it is a filter that a job inserted unasked
 * @param state what its driver keeps
 */
public record Node(
    int number,
    String name,
    Driver driver,
    Flags flags,
    boolean forceShare,
    DetectZeroes detectZeroes,
    QDict options,
    QDict explicitOptions,
    int inheritsFrom,
    boolean monitorOwned,
    boolean implicit,
    DriverState state)
    implements Vertex {

  /** The number of no node. */
  public static final int NOBODY = -1;

  public Node inheritingFrom(int parent) {
    return new Node(
        number,
        name,
        driver,
        flags,
        forceShare,
        detectZeroes,
        options,
        explicitOptions,
        parent,
        monitorOwned,
        implicit,
        state);
  }

  /** The same node, a filter that a job inserted unasked. */
  public Node madeImplicit() {
    return new Node(
        number,
        name,
        driver,
        flags,
        forceShare,
        detectZeroes,
        options,
        explicitOptions,
        inheritsFrom,
        monitorOwned,
        true,
        state);
  }

  public Node ownedByMonitor(boolean owned) {
    return new Node(
        number,
        name,
        driver,
        flags,
        forceShare,
        detectZeroes,
        options,
        explicitOptions,
        inheritsFrom,
        owned,
        implicit,
        state);
  }

  public Node with(DriverState newState) {
    return new Node(
        number,
        name,
        driver,
        flags,
        forceShare,
        detectZeroes,
        options,
        explicitOptions,
        inheritsFrom,
        monitorOwned,
        implicit,
        newState);
  }

  /** The same node, active or not. */
  public Node inactive(boolean nowInactive) {
    return with(flags.withInactive(nowInactive), detectZeroes, options, explicitOptions);
  }

  /** The same node with other options, and what follows from them. */
  public Node with(
      Flags newFlags, DetectZeroes newDetectZeroes, QDict newOptions, QDict newExplicitOptions) {
    return new Node(
        number,
        name,
        driver,
        newFlags,
        forceShare,
        newDetectZeroes,
        newOptions,
        newExplicitOptions,
        inheritsFrom,
        monitorOwned,
        implicit,
        state);
  }
}
