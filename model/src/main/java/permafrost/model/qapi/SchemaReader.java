package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes types of {@code SchemaInfo} entities. Used by one thread, for one schema. */
final class SchemaReader {

  private final Map<String, JsonNode> entities = new HashMap<>();
  private final Map<String, Type> types = new HashMap<>();
  private final IntegerWidths widths;

  SchemaReader(JsonNode entities, IntegerWidths widths) {
    this.widths = widths;
    for (JsonNode entity : entities) {
      // A command or an event may have the name of a type.
      String metaType = entity.path("meta-type").asText();
      if (!metaType.equals("command") && !metaType.equals("event")) {
        this.entities.put(entity.path("name").asText(), entity);
      }
    }
  }

  ObjectType object(String name) {
    if (type(name, IntegerWidth.UNKNOWN) instanceof ObjectType object) {
      return object;
    }
    throw new IllegalArgumentException("The schema's type " + name + " is no object");
  }

  /** The type of this name, in which integers have the given width. */
  private Type type(String name, IntegerWidth width) {
    Type known = types.get(name);
    if (known != null) {
      return known;
    }
    JsonNode entity = entities.get(name);
    if (entity == null) {
      throw new IllegalArgumentException("The schema has no type " + name);
    }
    String metaType = entity.path("meta-type").asText();
    return switch (metaType) {
      case "builtin" -> builtin(entity, width);
      case "enum" -> remembered(name, choice(entity));
      case "array" -> new Type.Array(type(entity.path("element-type").asText(), width));
      case "object" -> object(name, entity);
      case "alternate" -> remembered(name, alternate(entity));
      default -> throw new IllegalArgumentException("The schema has a meta-type " + metaType);
    };
  }

  private Type remembered(String name, Type type) {
    types.put(name, type);
    return type;
  }

  private static Type builtin(JsonNode entity, IntegerWidth width) {
    String jsonType = entity.path("json-type").asText();
    return switch (jsonType) {
      case "string" -> Type.Builtin.STRING;
      case "boolean" -> Type.Builtin.BOOLEAN;
      case "number" -> Type.Builtin.NUMBER;
      case "null" -> Type.Builtin.NULL;
      case "value" -> Type.Builtin.ANY;
      case "int" -> new Type.Whole(width);
      default -> throw new IllegalArgumentException("The schema has a json-type " + jsonType);
    };
  }

  private static Type choice(JsonNode entity) {
    Set<String> values = new LinkedHashSet<>();
    entity.path("values").forEach(value -> values.add(value.asText()));
    entity.path("members").forEach(member -> values.add(member.path("name").asText()));
    return new Type.Choice(values);
  }

  private Type alternate(JsonNode entity) {
    List<Type> branches = new ArrayList<>();
    for (JsonNode member : entity.path("members")) {
      branches.add(type(member.path("type").asText(), IntegerWidth.UNKNOWN));
    }
    return Type.Alternate.of(branches);
  }

  private Type object(String name, JsonNode entity) {
    ObjectType object = new ObjectType();
    types.put(name, object);
    Set<String> names = new LinkedHashSet<>();
    entity.path("members").forEach(member -> names.add(member.path("name").asText()));
    List<Member> members = new ArrayList<>();
    for (JsonNode member : entity.path("members")) {
      String memberName = member.path("name").asText();
      Type type = type(member.path("type").asText(), widths.of(memberName, names));
      members.add(new Member(memberName, member.has("default"), type));
    }
    Map<String, ObjectType> variants = new LinkedHashMap<>();
    for (JsonNode variant : entity.path("variants")) {
      variants.put(variant.path("case").asText(), object(variant.path("type").asText()));
    }
    Optional<String> tag =
        entity.has("tag") ? Optional.of(entity.path("tag").asText()) : Optional.empty();
    object.link(members, tag, variants);
    return object;
  }
}
