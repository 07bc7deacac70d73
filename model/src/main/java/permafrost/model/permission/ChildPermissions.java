package permafrost.model.permission;

import static permafrost.model.graph.Perm.ALL;
import static permafrost.model.graph.Perm.CONSISTENT_READ;
import static permafrost.model.graph.Perm.NONE;
import static permafrost.model.graph.Perm.RESIZE;
import static permafrost.model.graph.Perm.WRITE;
import static permafrost.model.graph.Perm.WRITE_UNCHANGED;

import permafrost.model.Behaviour;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;

/**
 * What an edge takes and shares, as a function of what its parent's own parents need. Source:
 * {@code bdrv_child_perm} and the drivers' {@code bdrv_child_perm}.
 *
 * @param permissions what it takes, as {@link permafrost.model.graph.Perm} bits
 * @param shared what it leaves to others
 */
public record ChildPermissions(int permissions, int shared) {

  /** Writing where there was nothing. */
  private static final int GROWTH = WRITE | RESIZE;

  /**
   * The permissions of one edge.
   *
   * @param parent the parent, whose flags as they are do not matter
   * @param flags the parent's flags, as they will be
   * @param needed what the parent's parents take, together
   * @param left what all of them leave to others
   * @param used whether the parent has a parent itself
   * @param forceShare whether the child was opened with {@code force-share}
   */
  public static ChildPermissions of(
      Node parent,
      Flags flags,
      Role role,
      int needed,
      int left,
      boolean used,
      boolean forceShare,
      Rulebook rulebook) {
    ChildPermissions permissions =
        switch (parent.driver()) {
          case RAW -> raw(byRole(flags, role, needed, left, rulebook), needed);
          case COPY_ON_READ -> copyOnRead(flags, needed, left, rulebook);
          case BLKDEBUG -> blkdebug(parent.state(), needed, left);
          case QUORUM -> quorum(parent.state(), needed, left);
          case COMMIT_TOP -> new ChildPermissions(NONE, ALL);
          case PREALLOCATE -> preallocate(parent.state(), needed, left, rulebook);
          case COPY_BEFORE_WRITE ->
              role == Role.FILTERED
                  ? copySource(parent.state(), needed, left, used, rulebook)
                  : new ChildPermissions(WRITE, ALL & ~RESIZE);
          case MIRROR_TOP -> mirrorTop(parent.state(), needed, left);
          case SNAPSHOT_ACCESS -> new ChildPermissions(NONE, ALL);
          case FILE,
              HOST_DEVICE,
              HOST_CDROM,
              NULL_CO,
              NULL_AIO,
              NBD,
              QCOW2,
              THROTTLE,
              COMPRESS,
              BLKVERIFY ->
              byRole(flags, role, needed, left, rulebook);
        };
    return forceShare && !rulebook.forgets(Omission.FORCE_SHARE.name())
        ? new ChildPermissions(permissions.permissions, ALL)
        : permissions;
  }

  /** Source: {@code bdrv_default_perms}. */
  private static ChildPermissions byRole(
      Flags flags, Role role, int needed, int left, Rulebook rulebook) {
    return switch (role) {
      case FILTERED -> new ChildPermissions(needed, left);
      case COW -> ofInactive(flags, backing(needed, left, rulebook));
      case IMAGE -> ofInactive(flags, data(metadata(flags, needed, left, rulebook)));
      case DATA -> ofInactive(flags, data(new ChildPermissions(needed, left)));
      case USE -> throw new IllegalArgumentException("a node's edge of a user's role");
    };
  }

  /** An inactive node does not care what others do to its image. */
  private static ChildPermissions ofInactive(Flags flags, ChildPermissions of) {
    return flags.inactive() ? new ChildPermissions(of.permissions, of.shared | WRITE | RESIZE) : of;
  }

  /** Source: {@code bdrv_default_perms_for_cow}. */
  private static ChildPermissions backing(int needed, int left, Rulebook rulebook) {
    int shared = CONSISTENT_READ | WRITE_UNCHANGED;
    if ((left & WRITE) != 0 && !rulebook.forgets(Omission.BACKING_SHARES_WRITE.name())) {
      shared |= WRITE | RESIZE;
    }
    return new ChildPermissions(needed & CONSISTENT_READ, shared);
  }

  /** Source: {@code bdrv_default_perms_for_storage}, its part for {@code BDRV_CHILD_METADATA}. */
  private static ChildPermissions metadata(Flags flags, int needed, int left, Rulebook rulebook) {
    int permissions = flags.noIo() ? needed : needed | CONSISTENT_READ;
    if (flags.canWrite() && !rulebook.forgets(Omission.FORMAT_WRITES_METADATA.name())) {
      permissions |= WRITE | RESIZE;
    }
    return new ChildPermissions(permissions, left & ~(WRITE | RESIZE));
  }

  /** Source: {@code bdrv_default_perms_for_storage}, its part for {@code BDRV_CHILD_DATA}. */
  private static ChildPermissions data(ChildPermissions of) {
    int permissions = of.permissions;
    if ((permissions & WRITE_UNCHANGED) != 0) {
      permissions |= WRITE;
    }
    if ((permissions & WRITE) != 0) {
      permissions |= RESIZE;
    }
    return new ChildPermissions(permissions, of.shared & ~RESIZE);
  }

  /** Source: {@code raw_child_perm}. */
  private static ChildPermissions raw(ChildPermissions byRole, int needed) {
    int permissions = byRole.permissions & ~(WRITE | RESIZE) | needed & (WRITE | RESIZE);
    return new ChildPermissions(permissions, byRole.shared);
  }

  /** Source: {@code blkdebug_child_perm}. */
  private static ChildPermissions blkdebug(DriverState state, int needed, int left) {
    return state instanceof DriverState.Blkdebug filter
        ? new ChildPermissions(needed | filter.takes(), left & ~filter.unshares())
        : new ChildPermissions(needed, left);
  }

  /** Source: {@code quorum_child_perm}. */
  private static ChildPermissions quorum(DriverState state, int needed, int left) {
    boolean rewrites = state instanceof DriverState.Quorum quorum && quorum.rewrites();
    return new ChildPermissions(
        rewrites ? needed | WRITE : needed, left & (CONSISTENT_READ | WRITE_UNCHANGED));
  }

  /** Source: {@code bdrv_mirror_top_child_perm}. */
  private static ChildPermissions mirrorTop(DriverState state, int needed, int left) {
    if (!(state instanceof DriverState.MirrorTop filter)) {
      return new ChildPermissions(needed, left);
    }
    if (filter.stopped()) {
      return new ChildPermissions(NONE, ALL);
    }
    return filter.commits()
        ? new ChildPermissions(needed & ~CONSISTENT_READ, left | WRITE)
        : new ChildPermissions(needed, left);
  }

  /** Source: {@code cor_child_perm}. */
  private static ChildPermissions copyOnRead(Flags flags, int needed, int left, Rulebook rulebook) {
    int passed = CONSISTENT_READ | WRITE | RESIZE;
    boolean idle = flags.inactive() || rulebook.forgets(Omission.COPY_ON_READ_WRITES.name());
    int own = idle ? NONE : WRITE_UNCHANGED;
    return new ChildPermissions(needed & passed | own, left & passed | WRITE_UNCHANGED);
  }

  /** Source: {@code preallocate_child_perm}. */
  private static ChildPermissions preallocate(
      DriverState state, int needed, int left, Rulebook rulebook) {
    boolean watching =
        state instanceof DriverState.Preallocate filter
            && filter.watching()
            && rulebook.has(Behaviour.PREALLOCATE_LETS_GO_LATER);
    if (!watching && (needed & GROWTH) != GROWTH
        || rulebook.forgets(Omission.PREALLOCATE_GROWS_ALONE.name())) {
      return new ChildPermissions(needed, left);
    }
    return new ChildPermissions(needed | GROWTH, left & ~GROWTH);
  }

  /** Source: {@code cbw_child_perm}. */
  private static ChildPermissions copySource(
      DriverState state, int needed, int left, boolean used, Rulebook rulebook) {
    if (!used || rulebook.forgets(Omission.COPY_BEFORE_WRITE_WRITES_ALONE.name())) {
      return new ChildPermissions(needed, left);
    }
    boolean reads = (needed & WRITE) != 0 || rulebook.has(Behaviour.COPY_BEFORE_WRITE_ALWAYS_READS);
    boolean discards =
        state instanceof DriverState.CopyBeforeWrite filter && filter.discardsSource();
    int own = (reads ? CONSISTENT_READ : NONE) | (discards ? WRITE : NONE);
    return new ChildPermissions(needed | own, left & ~GROWTH);
  }
}
