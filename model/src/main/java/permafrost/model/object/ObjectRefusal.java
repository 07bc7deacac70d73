package permafrost.model.object;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses to make or delete an object. */
public enum ObjectRefusal implements Refusal {
  OBJECT_ID_NOT_WELLFORMED("Parameter 'id' expects an identifier", "user_creatable_add_type"),
  OBJECT_ID_TAKEN(
      "attempt to add duplicate property '%s' to object (type 'container')",
      "object_property_try_add"),
  OBJECT_NOT_FOUND("object '%s' not found", "user_creatable_del"),
  OBJECT_IN_USE("object '%s' is in use, can not be deleted", "user_creatable_del") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.GROUP_REFUSES_ITS_DELETION,
              "Cannot delete throttle group '%s' with active references"));
    }
  },
  IOTHREAD_PROPERTY_RANGE(
      "%s value must be in range [0, 9223372036854775807]",
      "iothread_set_param, event_loop_base_set_param"),
  THROTTLE_PROPERTY_NEGATIVE("Property values cannot be negative", "throttle_group_set"),
  THROTTLE_PROPERTY_LENGTH_RANGE(
      "%s value must be in therange [0, 4294967295]", "throttle_group_set"),
  THROTTLE_LENGTH_RANGE(
      "%s value must be in the range [0, 4294967295]", "throttle_limits_to_config"),
  THROTTLE_TOTAL_AND_PARTS(
      "bps/iops/max total values and read/write values cannot be used at the same time",
      "throttle_is_valid"),
  THROTTLE_SIZE_WITHOUT_IOPS("iops size requires an iops value to be set", "throttle_is_valid"),
  THROTTLE_VALUE_RANGE(
      "bps/iops/max values must be within [0, 1000000000000000]", "throttle_is_valid"),
  THROTTLE_LENGTH_ZERO("the burst length cannot be 0", "throttle_is_valid"),
  THROTTLE_LENGTH_WITHOUT_RATE("burst length set without burst rate", "throttle_is_valid"),
  THROTTLE_LENGTH_TOO_HIGH("burst length too high for this burst rate", "throttle_is_valid"),
  THROTTLE_MAX_WITHOUT_AVERAGE(
      "bps_max/iops_max require corresponding bps/iops values", "throttle_is_valid"),
  THROTTLE_MAX_BELOW_AVERAGE("bps_max/iops_max cannot be lower than bps/iops", "throttle_is_valid");

  private final String form;
  private final String source;

  ObjectRefusal(String form, String source) {
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
}
