package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import permafrost.model.graph.Node;
import permafrost.model.qapi.Member;
import permafrost.model.qapi.ObjectType;
import permafrost.model.qapi.Type;

/** Values of the types of a QEMU's own schema: most fit, some do not. */
final class SchemaValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;
  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ONE.shiftLeft(8),
          BigInteger.ONE.shiftLeft(16),
          BigInteger.ONE.shiftLeft(31),
          BigInteger.ONE.shiftLeft(32),
          BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE),
          BigInteger.ONE.shiftLeft(63),
          BigInteger.ONE.shiftLeft(64));

  private final Situation situation;
  private final Dice dice;
  private final int faultPercent;

  /**
   * A source of values.
   *
   * @param faultPercent how many of 100 values are of any type but their own
   */
  SchemaValues(Situation situation, int faultPercent) {
    this.situation = situation;
    this.dice = situation.dice();
    this.faultPercent = faultPercent;
  }

  /** A value of this type. */
  JsonNode of(Type type) {
    return of(type, 0);
  }

  /** What a union's branch of this name has beyond its base, and the base's other members. */
  void fill(ObjectType type, String branch, ObjectNode into) {
    members(type, into, 0);
    into.put(type.tag().orElseThrow(), branch);
    if (type.variants().containsKey(branch)) {
      members(type.variants().get(branch), into, 0);
    }
  }

  private JsonNode of(Type type, int depth) {
    if (dice.percent(faultPercent)) {
      return anything(depth);
    }
    return switch (type) {
      case Type.Builtin builtin ->
          switch (builtin) {
            case STRING -> JSON.textNode(text());
            case BOOLEAN -> JSON.booleanNode(dice.percent(50));
            case NUMBER -> JSON.numberNode(dice.below(1000) / 10.0);
            case NULL -> JSON.nullNode();
            case ANY -> anything(depth);
          };
      case Type.Whole whole -> JSON.numberNode(number());
      case Type.Choice choice -> JSON.textNode(choice(choice));
      case Type.Array array -> array(array, depth);
      case Type.Alternate alternate -> of(branch(alternate, depth), depth);
      case ObjectType object -> object(object, depth + 1);
    };
  }

  private String choice(Type.Choice choice) {
    return dice.percent(5) ? "z" : dice.oneOf(List.copyOf(choice.values())).orElse("z");
  }

  private Type branch(Type.Alternate alternate, int depth) {
    List<Type> flat =
        alternate.branches().stream().filter(each -> !(each instanceof ObjectType)).toList();
    List<Type> choices = depth < 2 || flat.isEmpty() ? alternate.branches() : flat;
    return dice.oneOf(choices).orElseThrow();
  }

  private ArrayNode array(Type.Array type, int depth) {
    ArrayNode array = JSON.arrayNode();
    int size = depth < DEEPEST ? dice.below(3) : 0;
    for (int at = 0; at < size; at++) {
      array.add(of(type.element(), depth + 1));
    }
    return array;
  }

  private ObjectNode object(ObjectType type, int depth) {
    ObjectNode object = JSON.objectNode();
    members(type, object, depth);
    type.tag()
        .map(tag -> type.variants().get(object.path(tag).asText()))
        .ifPresent(branch -> members(branch, object, depth));
    if (dice.percent(faultPercent / 4)) {
      object.put("z", 1);
    }
    return object;
  }

  private void members(ObjectType type, ObjectNode into, int depth) {
    for (Member member : type.members()) {
      boolean wanted = member.optional() ? depth < DEEPEST && dice.percent(25) : !dice.percent(3);
      if (wanted && !into.has(member.name())) {
        into.set(member.name(), of(member.type(), depth));
      }
    }
  }

  private String text() {
    return switch (dice.below(5)) {
      case 0 -> situation.node(node -> true).map(Node::name).orElse("z");
      case 1 -> situation.unknownName();
      case 2 -> dice.oneOf(situation.groups()).orElse("z");
      case 3 -> dice.oneOf("", "z", "1", "a.b", "x/y");
      default -> dice.oneOf(HostFile.values()).path();
    };
  }

  private BigInteger number() {
    return dice.percent(70)
        ? BigInteger.valueOf(dice.oneOf(0, 1, 2, 7, 100, 512, 4096, 65536, 1 << 20))
        : dice.percent(30)
            ? dice.oneOf(EDGES).orElseThrow().negate()
            : dice.oneOf(EDGES).orElseThrow();
  }

  private JsonNode anything(int depth) {
    return switch (dice.below(depth < DEEPEST ? 8 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(dice.percent(50));
      case 2 -> JSON.textNode(text());
      case 3 -> JSON.numberNode(0.5);
      case 4, 5 -> JSON.numberNode(number());
      case 6 -> JSON.arrayNode();
      default -> JSON.objectNode();
    };
  }
}
