package permafrost.model.qapi;

/**
 * A command as the schema describes it.
 *
 * @param name what stands under {@code execute}
 * @param arguments what may stand under {@code arguments}; without members where there are none
 * @param outOfBand whether it may be sent with {@code exec-oob}
 */
public record CommandType(String name, ObjectType arguments, boolean outOfBand) {}
