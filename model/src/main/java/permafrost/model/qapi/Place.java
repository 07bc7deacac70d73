package permafrost.model.qapi;

/**
 * A container that is being visited: QEMU's {@code StackObject}. Made for one visit and changed in
 * its course.
 */
final class Place {

  private static final int OBJECT = -2;

  private final Place parent;
  private final String name;
  private int index;
  private int consumed;

  private Place(Place parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** The arguments of a command. */
  static Place root() {
    return new Place(null, null, OBJECT);
  }

  /**
   * An object in this container.
   *
   * @param member the object's name in it; null in an array
   */
  Place object(String member) {
    return new Place(this, member, OBJECT);
  }

  /** An array in this container, before its first element. */
  Place array(String member) {
    return new Place(this, member, -1);
  }

  /** Goes on to the next element of this array. */
  void nextElement() {
    index++;
  }

  /** Counts a member of this object as known and read. */
  void consume() {
    consumed++;
  }

  /** How many members of this object were known and read. */
  int consumed() {
    return consumed;
  }

  /**
   * The name that messages give to what is being visited in this container. Source: {@code
   * full_name_nth}.
   *
   * @param leaf its name here; null in an array
   */
  String fullName(String leaf) {
    StringBuilder text = new StringBuilder();
    String part = leaf;
    for (Place place = this; place != null; place = place.parent) {
      if (place.index == OBJECT) {
        text.insert(0, part == null ? "<anonymous>" : part).insert(0, '.');
      } else {
        text.insert(0, "[" + Integer.toUnsignedString(place.index) + "]");
      }
      part = place.name;
    }
    return text.charAt(0) == '.' ? text.substring(1) : text.toString();
  }
}
