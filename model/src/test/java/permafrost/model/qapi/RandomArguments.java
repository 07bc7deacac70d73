package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Arguments that fit a schema's type, with a few faults. */
final class RandomArguments {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEPTH = 5;
  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.valueOf(127),
          BigInteger.valueOf(255),
          BigInteger.valueOf(65535),
          BigInteger.valueOf(Integer.MAX_VALUE),
          BigInteger.valueOf(0xffff_ffffL),
          BigInteger.valueOf(Long.MAX_VALUE),
          BigInteger.TWO.pow(64).subtract(BigInteger.ONE));

  private final java.util.Random random;
  private final double faults;

  /**
   * A source of arguments.
   *
   * @param faults the share of values that have one, from 0 to 1
   */
  RandomArguments(java.util.Random random, double faults) {
    this.random = random;
    this.faults = faults;
  }

  ObjectNode of(ObjectType type) {
    return object(type, 0);
  }

  private JsonNode value(Type type, int depth) {
    if (random.nextDouble() < faults) {
      return anything(depth);
    }
    return switch (type) {
      case Type.Builtin builtin ->
          switch (builtin) {
            case STRING -> JSON.textNode(word());
            case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
            case NUMBER -> number();
            case NULL -> JSON.nullNode();
            case ANY -> anything(depth);
          };
      case Type.Whole whole ->
          faulty() || faulty() || faulty() ? number() : JSON.numberNode(random.nextInt(100));
      case Type.Choice choice ->
          JSON.textNode(faulty() ? word() : pick(List.copyOf(choice.values())));
      case Type.Array array -> array(array, depth);
      case Type.Alternate alternate -> value(branch(alternate, depth), depth);
      case ObjectType object -> object(object, depth + 1);
    };
  }

  private Type branch(Type.Alternate alternate, int depth) {
    List<Type> flat =
        alternate.branches().stream().filter(type -> !(type instanceof ObjectType)).toList();
    return pick(depth < DEPTH || flat.isEmpty() ? alternate.branches() : flat);
  }

  private ArrayNode array(Type.Array type, int depth) {
    ArrayNode array = JSON.arrayNode();
    int size = depth < DEPTH ? random.nextInt(4) : 0;
    for (int i = 0; i < size; i++) {
      array.add(value(type.element(), depth + 1));
    }
    return array;
  }

  private ObjectNode object(ObjectType type, int depth) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    fill(type, members, depth);
    if (faulty()) {
      int unknown = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 6);
      for (int i = 0; i < unknown; i++) {
        members.putIfAbsent(word(), anything(depth));
      }
    }
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, random);
    ObjectNode object = JSON.objectNode();
    names.forEach(name -> object.set(name, members.get(name)));
    return object;
  }

  private void fill(ObjectType type, Map<String, JsonNode> members, int depth) {
    double share = depth < DEPTH ? random.nextDouble() : 0;
    for (Member member : type.members()) {
      if (member.optional() ? random.nextDouble() < share : !faulty()) {
        members.put(member.name(), value(member.type(), depth));
      }
    }
    type.tag()
        .map(members::get)
        .map(tag -> type.variants().get(tag.asText()))
        .ifPresent(branch -> fill(branch, members, depth));
  }

  private JsonNode anything(int depth) {
    return switch (random.nextInt(depth < DEPTH ? 9 : 5)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2, 3 -> JSON.textNode(word());
      case 4 -> number();
      case 5 -> JSON.arrayNode();
      case 6 -> JSON.objectNode();
      case 7 -> JSON.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
      default -> JSON.objectNode().set(word(), anything(depth + 1));
    };
  }

  private JsonNode number() {
    if (random.nextInt(5) == 0) {
      return JSON.numberNode(pick(List.of(1.0, 0.5, -3.25, 1e300)));
    }
    BigInteger edge = pick(EDGES).add(BigInteger.valueOf(random.nextInt(3) - 1));
    return JSON.numberNode(random.nextInt(3) == 0 ? edge.negate().subtract(BigInteger.ONE) : edge);
  }

  private String word() {
    if (random.nextInt(4) == 0) {
      return pick(
          List.of("", "file", "driver", "backing", "size", "%s", "ä", "\u0000", "\ud83d\ude00"));
    }
    StringBuilder word = new StringBuilder();
    RandomGenerator letters = random;
    for (int i = letters.nextInt(12); i >= 0; i--) {
      word.append("abcdefghijklmnopqrstuvwxyz-_.0123456789".charAt(letters.nextInt(39)));
    }
    return word.toString();
  }

  private boolean faulty() {
    return random.nextDouble() < faults;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
