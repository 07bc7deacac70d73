package permafrost.model.qapi;

import com.fasterxml.jackson.databind.JsonNode;

/** The commands and types of one QEMU, as its {@code query-qmp-schema} gives them. */
public final class Schema {

  private final JsonNode entities;

  private Schema(JsonNode entities) {
    this.entities = entities;
  }

  /**
   * Reads the reply's {@code return}.
   *
   * @param entities the array of {@code SchemaInfo}
   */
  public static Schema of(JsonNode entities) {
    return new Schema(entities);
  }

  @Override
  public String toString() {
    return "Schema of " + entities.size() + " entities";
  }
}
