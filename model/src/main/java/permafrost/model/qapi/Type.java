package permafrost.model.qapi;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A QAPI type, as far as the schema shows it; its name is masked there and so has no place here.
 */
public sealed interface Type
    permits Type.Builtin, Type.Whole, Type.Choice, Type.Array, Type.Alternate, ObjectType {

  /** The builtin types other than integers. */
  enum Builtin implements Type {
    /** {@code str}. */
    STRING,
    /** {@code bool}. */
    BOOLEAN,
    /** {@code number}: integers too. */
    NUMBER,
    /** {@code null}. */
    NULL,
    /** {@code any}: every JSON value. */
    ANY
  }

  /** An integer of some width. */
  record Whole(IntegerWidth width) implements Type {}

  /**
   * An enum.
   *
   * @param values its values in the schema's order
   */
  record Choice(Set<String> values) implements Type {

    /** An enum of these values. */
    public Choice {
      values = Collections.unmodifiableSet(values);
    }
  }

  /**
   * An array.
   *
   * @param element the type of each element
   */
  record Array(Type element) implements Type {}

  /**
   * An alternate: the JSON type of the value decides which branch is read.
   *
   * @param branches the types to choose from, in the schema's order
   * @param byJsonType the same by the JSON type that each takes
   */
  record Alternate(List<Type> branches, Map<JsonNodeType, Type> byJsonType) implements Type {

    /** An alternate of these branches. */
    static Alternate of(List<Type> branches) {
      Map<JsonNodeType, Type> byJsonType = new EnumMap<>(JsonNodeType.class);
      for (Type branch : branches) {
        byJsonType.put(jsonType(branch), branch);
      }
      return new Alternate(List.copyOf(branches), Collections.unmodifiableMap(byJsonType));
    }

    /** What messages call it; empty where that is not known. */
    public Optional<AlternateName> name() {
      return AlternateName.of(byJsonType);
    }

    private static JsonNodeType jsonType(Type branch) {
      return switch (branch) {
        case Builtin builtin ->
            switch (builtin) {
              case STRING -> JsonNodeType.STRING;
              case BOOLEAN -> JsonNodeType.BOOLEAN;
              case NUMBER -> JsonNodeType.NUMBER;
              case NULL -> JsonNodeType.NULL;
              case ANY -> JsonNodeType.MISSING;
            };
        case Whole whole -> JsonNodeType.NUMBER;
        case Choice choice -> JsonNodeType.STRING;
        case Array array -> JsonNodeType.ARRAY;
        case ObjectType object -> JsonNodeType.OBJECT;
        case Alternate alternate -> JsonNodeType.MISSING;
      };
    }
  }
}
