package permafrost.model.graph;

/** A parent that is no node: it takes permissions for itself, and nobody stands above it. */
public sealed interface User extends Vertex {

  /** What {@code x-debug-query-block-graph} calls its kind. */
  String kind();

  /** What that query calls it; not unique. */
  String label();

  /** How the text of a permission conflict names it. Source: {@code get_parent_desc}. */
  String description();

  /**
   * A block backend: what a device, an export or a job reads and writes through. It has at most one
   * edge, {@code root}. Source: {@code BlockBackend}.
   *
   * @param name its own name, from {@code -drive}; empty where it has none
   * @param device the id or the QOM path of the device that it belongs to; empty where it has none
   * @param contextFixed whether it refuses to be moved to another AioContext
   * @param taken the {@link Perm} bits that it takes of an active node
   * @param shared those that it leaves to others then
   */
  record Backend(
      int number, String name, String device, boolean contextFixed, int taken, int shared)
      implements User {

    /** Stands for a device that the board brings along, of which the model knows no path. */
    public static final String BOARD_DEVICE = "?";

    /** The same with a device, which keeps it where it lives. */
    public Backend of(String newDevice) {
      return new Backend(number, name, newDevice, true, taken, shared);
    }

    /** The same, one that a drive made. */
    public Backend ofDrive(String id, String newDevice, boolean fixed) {
      return new Backend(number, id, newDevice, fixed, taken, shared);
    }

    /** The same with other permissions. */
    public Backend with(int nowTaken, int nowShared) {
      return new Backend(number, name, device, contextFixed, nowTaken, nowShared);
    }

    /**
     * Whether its node may become inactive: then it waits, and takes nothing. Source: {@code
     * blk_can_inactivate}.
     */
    public boolean mayWait() {
      return !device.isEmpty() || !name.isEmpty() || (taken & ~Perm.CONSISTENT_READ) == Perm.NONE;
    }

    @Override
    public String kind() {
      return "block-backend";
    }

    @Override
    public String label() {
      return name.isEmpty() ? device : name;
    }

    @Override
    public String description() {
      return label().isEmpty() ? "an unnamed block device" : "block device '" + label() + "'";
    }
  }

  /**
   * A block job, as the parent of the nodes that it works on. Source: {@code BlockJob}.
   *
   * @param id the job's id
   * @param type such as {@code stream}
   */
  record JobParent(int number, String id, String type) implements User {

    @Override
    public String kind() {
      return "block-job";
    }

    @Override
    public String label() {
      return id;
    }

    @Override
    public String description() {
      return type + " job '" + id + "'";
    }
  }
}
