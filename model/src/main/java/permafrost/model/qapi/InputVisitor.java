package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a command's arguments as QEMU's QObject input visitor does and stops at the first error. A
 * name is null for an element of an array.
 */
final class InputVisitor {

  static final Verdict PASSED = new Verdict.Passed();

  private InputVisitor() {}

  static Verdict arguments(ObjectType type, ObjectNode value) {
    return content(type, value, Place.root());
  }

  private static Verdict value(Type type, JsonNode value, Place place, String name) {
    return switch (type) {
      case Type.Builtin builtin -> builtin(builtin, value, place, name);
      case Type.Whole whole -> integer(whole.width(), value, place, name);
      case Type.Choice choice -> choice(choice, value, place, name);
      case Type.Array array -> array(array, value, place, name);
      case Type.Alternate alternate -> alternate(alternate, value, place, name);
      case ObjectType object ->
          value instanceof ObjectNode node
              ? content(object, node, place.object(name))
              : refused(QapiRefusal.OBJECT_EXPECTED, place, name);
    };
  }

  /** Mirrors {@code visit_type_X_members} and {@code qobject_input_check_struct}. */
  private static Verdict content(ObjectType type, ObjectNode value, Place here) {
    Verdict verdict = members(type, value, here);
    if (verdict != PASSED || here.consumed() == value.size()) {
      return verdict;
    }
    List<String> read = new ArrayList<>();
    collect(type, value, read);
    return refused(QapiRefusal.MEMBER_UNEXPECTED, here, UnvisitedKeys.first(value, read));
  }

  private static Verdict members(ObjectType type, ObjectNode value, Place here) {
    for (Member member : type.ordered()) {
      JsonNode content = value.get(member.name());
      if (content == null) {
        if (!member.optional()) {
          return refused(QapiRefusal.MEMBER_MISSING, here, member.name());
        }
        continue;
      }
      here.consume();
      Verdict verdict = value(member.type(), content, here, member.name());
      if (verdict != PASSED) {
        return verdict;
      }
    }
    if (type.variants().isEmpty()) {
      return PASSED;
    }
    JsonNode tag = value.get(type.tag().orElseThrow());
    if (tag == null) {
      return new Verdict.Unknown("a union without its tag " + type.tag().orElseThrow());
    }
    ObjectType branch = type.variants().get(tag.textValue());
    return branch == null ? PASSED : members(branch, value, here);
  }

  /** The members that {@link #members} read, in the same order. */
  private static void collect(ObjectType type, ObjectNode value, List<String> read) {
    for (Member member : type.ordered()) {
      if (value.has(member.name())) {
        read.add(member.name());
      }
    }
    if (!type.variants().isEmpty()) {
      ObjectType branch = type.variants().get(value.path(type.tag().orElseThrow()).asText());
      if (branch != null) {
        collect(branch, value, read);
      }
    }
  }

  /** Mirrors {@code qobject_input_start_list} and the visit of each element. */
  private static Verdict array(Type.Array type, JsonNode value, Place place, String name) {
    if (!(value instanceof ArrayNode elements)) {
      return refused(QapiRefusal.ARRAY_EXPECTED, place, name);
    }
    Place here = place.array(name);
    for (int i = 0; i < elements.size(); i++) {
      here.nextElement();
      Verdict verdict = value(type.element(), elements.get(i), here, null);
      if (verdict != PASSED) {
        return verdict;
      }
    }
    return PASSED;
  }

  /** Mirrors {@code visit_type_X} of an alternate, which names the leaf alone. */
  private static Verdict alternate(Type.Alternate type, JsonNode value, Place place, String name) {
    Type branch = type.byJsonType().get(value.getNodeType());
    if (branch != null) {
      return value(branch, value, place, name);
    }
    Optional<AlternateName> alternate = type.name();
    if (alternate.isEmpty()) {
      return new Verdict.Unknown("the name of the alternate of member " + leaf(name));
    }
    QapiRefusal refusal = alternate.get().refusal();
    return new Verdict.Refused(refusal, refusal.describe(leaf(name)));
  }

  /** Mirrors {@code input_type_enum}, which names the leaf alone. */
  private static Verdict choice(Type.Choice type, JsonNode value, Place place, String name) {
    if (!value.isTextual()) {
      return refused(QapiRefusal.STRING_EXPECTED, place, name);
    }
    if (type.values().contains(value.textValue())) {
      return PASSED;
    }
    return new Verdict.Refused(
        QapiRefusal.ENUM_VALUE, QapiRefusal.ENUM_VALUE.describe(leaf(name), value.textValue()));
  }

  /** Mirrors {@code visit_type_intN}, {@code visit_type_uintN} and what they call. */
  private static Verdict integer(IntegerWidth width, JsonNode value, Place place, String name) {
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    if (fits && value.longValue() >= width.least() && value.longValue() <= width.greatest()) {
      return PASSED;
    }
    boolean fitsUnsigned =
        value.isBigInteger()
            && value.bigIntegerValue().signum() > 0
            && value.bigIntegerValue().bitLength() <= Long.SIZE;
    if (fits || (fitsUnsigned && width.readsUnsigned())) {
      if (width == IntegerWidth.UINT64) {
        return PASSED;
      }
      return width
          .rangeRefusal()
          .<Verdict>map(refusal -> new Verdict.Refused(refusal, refusal.describe(leaf(name))))
          .orElseGet(() -> unknownWidth(name));
    }
    return width
        .typeRefusal()
        .map(refusal -> refused(refusal, place, name))
        .orElseGet(() -> unknownWidth(name));
  }

  private static Verdict unknownWidth(String name) {
    return new Verdict.Unknown("the width of the integer " + leaf(name));
  }

  private static Verdict builtin(Type.Builtin type, JsonNode value, Place place, String name) {
    JsonNodeType found = value.getNodeType();
    return switch (type) {
      case ANY -> PASSED;
      case STRING ->
          found == JsonNodeType.STRING ? PASSED : refused(QapiRefusal.STRING_EXPECTED, place, name);
      case BOOLEAN ->
          found == JsonNodeType.BOOLEAN
              ? PASSED
              : refused(QapiRefusal.BOOLEAN_EXPECTED, place, name);
      case NUMBER ->
          found == JsonNodeType.NUMBER ? PASSED : refused(QapiRefusal.NUMBER_EXPECTED, place, name);
      case NULL ->
          found == JsonNodeType.NULL ? PASSED : new Verdict.Unknown("a member of type null");
    };
  }

  private static Verdict refused(QapiRefusal refusal, Place place, String name) {
    return new Verdict.Refused(refusal, refusal.describe(place.fullName(name)));
  }

  private static String leaf(String name) {
    return name == null ? "null" : name;
  }
}
