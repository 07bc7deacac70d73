package permafrost.model.qapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A QAPI struct or union. Immutable once the schema that made it is there: types refer to each
 * other in circles, so its content is set once, before anyone else sees it.
 */
public final class ObjectType implements Type {

  private Member[] ordered = {};
  private Map<String, Member> byName = Map.of();
  private Optional<String> tag = Optional.empty();
  private Map<String, ObjectType> variants = Map.of();

  ObjectType() {}

  void link(List<Member> members, Optional<String> tagName, Map<String, ObjectType> cases) {
    Map<String, Member> names = new LinkedHashMap<>();
    members.forEach(member -> names.put(member.name(), member));
    ordered = members.toArray(Member[]::new);
    byName = Collections.unmodifiableMap(names);
    tag = tagName;
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
  }

  /**
   * The members that every value has or may have, those of a union's branches left out, in the
   * order in which QEMU visits them: the base's members, then the type's own. A union's branch
   * follows.
   */
  public List<Member> members() {
    return List.of(ordered);
  }

  /** The names of {@link #members()}, in the same order. */
  public Set<String> memberNames() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(byName.keySet()));
  }

  /** The member of this name, those of a union's branches left out. */
  public Optional<Member> member(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name of the member that chooses a union's branch; empty for a struct. */
  public Optional<String> tag() {
    return tag;
  }

  /**
   * What the value of the tag adds to {@link #members()}, in the schema's order; empty for a
   * struct. A branch is never a union itself in any QEMU so far, but may be.
   */
  public Map<String, ObjectType> variants() {
    return variants;
  }

  /**
   * What a handler gets that turns its arguments back into a QDict, as {@code blockdev-add} does:
   * the members in the order of the visit, an unsigned integer that was sent as a negative one
   * wrapped.
   *
   * @param value a value of this type, which the visitor does not refuse
   */
  public ObjectNode rebuilt(ObjectNode value) {
    return OutputVisitor.object(this, value);
  }

  Member[] ordered() {
    return ordered;
  }

  @Override
  public String toString() {
    return "object " + byName.keySet() + tag.map(name -> " by " + name).orElse("");
  }
}
