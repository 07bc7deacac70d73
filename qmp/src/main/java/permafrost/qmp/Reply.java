package permafrost.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/** QEMU's answer to one command. */
public sealed interface Reply extends Outcome {

  /**
   * The command was done.
   *
   * @param value what stands at {@code return}
   */
  record Return(JsonNode value) implements Reply {}

  /**
   * The command was refused.
   *
   * @param errorClass the QMP error class, mostly {@code GenericError}
   * @param desc the error text
   */
  record Error(String errorClass, String desc) implements Reply {}
}
