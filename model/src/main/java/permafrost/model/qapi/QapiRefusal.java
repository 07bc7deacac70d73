package permafrost.model.qapi;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;

/** The refusals of QEMU's QMP dispatcher and QAPI input visitor. */
public enum QapiRefusal implements Refusal {
  /** The request is JSON, but no object. */
  REQUEST_NOT_OBJECT("QMP input must be a JSON object", "qmp_dispatch"),
  /** {@code execute} or {@code exec-oob} is no string. */
  REQUEST_COMMAND_NOT_STRING("QMP input member '%s' must be a string", "qmp_dispatch_check_obj"),
  /** {@code execute} and {@code exec-oob} in one request. */
  REQUEST_COMMAND_TWICE("QMP input member '%s' clashes with '%s'", "qmp_dispatch_check_obj"),
  /** {@code arguments} is no object. */
  REQUEST_ARGUMENTS_NOT_OBJECT(
      "QMP input member 'arguments' must be an object", "qmp_dispatch_check_obj"),
  /** A member of the request that QMP does not know. */
  REQUEST_MEMBER_UNEXPECTED("QMP input member '%s' is unexpected", "qmp_dispatch_check_obj"),
  /** A request without a command. */
  REQUEST_COMMAND_MISSING("QMP input lacks member 'execute'", "qmp_dispatch_check_obj"),
  /** No such command in this QEMU. */
  COMMAND_NOT_FOUND("The command %s has not been found", "qmp_dispatch") {
    @Override
    public String errorClass() {
      return "CommandNotFound";
    }
  },
  /** Sent with {@code exec-oob}, but the command runs in band only. */
  COMMAND_NOT_OUT_OF_BAND("The command %s does not support OOB", "qmp_dispatch"),
  /** A mandatory member is absent. */
  MEMBER_MISSING("Parameter '%s' is missing", "qobject_input_get_object"),
  /** A member that the type does not have. */
  MEMBER_UNEXPECTED("Parameter '%s' is unexpected", "qobject_input_check_struct"),
  /** Neither a string nor an enum's value. */
  STRING_EXPECTED("Invalid parameter type for '%s', expected: string", "qobject_input_type_str"),
  /** No boolean. */
  BOOLEAN_EXPECTED("Invalid parameter type for '%s', expected: boolean", "qobject_input_type_bool"),
  /** No integer, or none that fits a signed 64-bit one. */
  INTEGER_EXPECTED(
      "Invalid parameter type for '%s', expected: integer", "qobject_input_type_int64"),
  /** No number. */
  NUMBER_EXPECTED("Invalid parameter type for '%s', expected: number", "qobject_input_type_number"),
  /** No array. */
  ARRAY_EXPECTED("Invalid parameter type for '%s', expected: array", "qobject_input_start_list"),
  /** No object. */
  OBJECT_EXPECTED(
      "Invalid parameter type for '%s', expected: object", "qobject_input_start_struct"),
  /** Neither a string nor an object. */
  BLOCKDEV_REF_EXPECTED(
      "Invalid parameter type for '%s', expected: BlockdevRef", "visit_type_BlockdevRef"),
  /** Neither a string nor an object nor null. */
  BLOCKDEV_REF_OR_NULL_EXPECTED(
      "Invalid parameter type for '%s', expected: BlockdevRefOrNull",
      "visit_type_BlockdevRefOrNull"),
  /** Neither a string nor null. */
  STR_OR_NULL_EXPECTED(
      "Invalid parameter type for '%s', expected: StrOrNull", "visit_type_StrOrNull"),
  /** Neither a string nor an object. */
  QCOW2_OVERLAP_CHECKS_EXPECTED(
      "Invalid parameter type for '%s', expected: Qcow2OverlapChecks",
      "visit_type_Qcow2OverlapChecks"),
  /** Neither a string nor an object. */
  BLOCK_DIRTY_BITMAP_OR_STR_EXPECTED(
      "Invalid parameter type for '%s', expected: BlockDirtyBitmapOrStr",
      "visit_type_BlockDirtyBitmapOrStr"),
  /** Neither a string nor an array. */
  BLOCK_EXPORT_IOTHREADS_EXPECTED(
      "Invalid parameter type for '%s', expected: BlockExportIothreads",
      "visit_type_BlockExportIothreads") {
    @Override
    public Optional<Behaviour> needs() {
      return Optional.of(Behaviour.EXPORTS_TAKE_SEVERAL_IOTHREADS);
    }
  },
  /** No integer, or none that fits an unsigned 64-bit one; negative ones do. */
  UINT64_EXPECTED("Parameter '%s' expects uint64", "qobject_input_type_uint64"),
  /** Outside 0 to 2^8-1. */
  UINT8_RANGE("Parameter '%s' expects uint8_t", "visit_type_uintN"),
  /** Outside 0 to 2^16-1. */
  UINT16_RANGE("Parameter '%s' expects uint16_t", "visit_type_uintN"),
  /** Outside 0 to 2^32-1. */
  UINT32_RANGE("Parameter '%s' expects uint32_t", "visit_type_uintN"),
  /** Outside -2^31 to 2^31-1. */
  INT32_RANGE("Parameter '%s' expects int32_t", "visit_type_intN"),
  /** No value of the enum. */
  ENUM_VALUE("Parameter '%s' does not accept value '%s'", "input_type_enum");

  private final String form;
  private final String source;

  QapiRefusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<String> unreachable() {
    if (name().startsWith("REQUEST_") || this == COMMAND_NOT_OUT_OF_BAND) {
      return Optional.of("every request of a scenario is a command with arguments, sent in band");
    }
    return this == NUMBER_EXPECTED || this == STR_OR_NULL_EXPECTED || this == UINT8_RANGE
        ? Optional.of("no command of a storage daemon takes such a value")
        : Optional.empty();
  }

  /**
   * The message, with the values in place of each {@code %s} in turn.
   *
   * @throws IllegalArgumentException if there are not as many values as places
   */
  public String describe(String... values) {
    StringBuilder text = new StringBuilder(form.length() + 32);
    int from = 0;
    for (String value : values) {
      int place = form.indexOf("%s", from);
      if (place < 0) {
        throw new IllegalArgumentException(name() + " has fewer than " + values.length + " places");
      }
      text.append(form, from, place).append(value);
      from = place + 2;
    }
    if (form.indexOf("%s", from) >= 0) {
      throw new IllegalArgumentException(name() + " has more than " + values.length + " places");
    }
    return text.append(form, from, form.length()).toString();
  }
}
