package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.job.JobType;

/**
 * What a mirror job is to do, its arguments checked. Numbers are of nodes.
 *
 * @param type an active commit is a mirror by another name
 * @param source what is copied
 * @param target where it is copied to
 * @param size of the source, in bytes; negative where it is not known
 * @param replaces the name of the node whose parents get the target in the end; empty for the
 *     source
 * @param sync what is copied
 * @param granularity of the bitmap of what is still to copy, in bytes
 * @param bufferSize in bytes
 * @param writesToTarget whether a guest's write waits for the target: copy-mode write-blocking
 * @param filterTracks whether the filter, not the source, notes what is written: then the copy mode
 *     can change under way, and the job tells whether it is in sync
 * @param zeroesTarget whether the target is not taken to read as zeroes where nothing is copied
 * @param backing what the target's backing file is to be in the end
 * @param base what {@code sync=top} leaves out, or the base of an active commit; else {@link
 *     permafrost.model.graph.Node#NOBODY}
 * @param baseWasReadOnly whether the base was made writable for an active commit
 */
record MirrorPlan(
    JobType type,
    int source,
    int target,
    long size,
    Optional<String> replaces,
    MirrorSync sync,
    int granularity,
    long bufferSize,
    boolean writesToTarget,
    boolean filterTracks,
    boolean zeroesTarget,
    TargetBacking backing,
    int base,
    boolean baseWasReadOnly) {

  /** What is done about the target's backing file. Source: {@code BlockMirrorBackingMode}. */
  enum TargetBacking {
    STAYS,
    IS_OPENED,
    IS_THE_SOURCES
  }

  boolean commits() {
    return type == JobType.COMMIT;
  }
}
