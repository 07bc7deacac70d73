package permafrost.model.permission;

/** Rules of permissions that can be forgotten on purpose, to see that the fault is found. */
public enum Omission {
  /** Edges to a node opened with {@code force-share} leave everything to others. */
  FORCE_SHARE,
  /** A backing edge shares writing where its parent's users do. */
  BACKING_SHARES_WRITE,
  /** A writable format node takes writing and resizing from its file. */
  FORMAT_WRITES_METADATA,
  /** A copy-on-read filter takes writing of unchanged data. */
  COPY_ON_READ_WRITES,
  /** A preallocate filter below a writer that resizes leaves neither to others. */
  PREALLOCATE_GROWS_ALONE,
  /** A copy-before-write filter that is used leaves no writing of what it filters to others. */
  COPY_BEFORE_WRITE_WRITES_ALONE
}
