package permafrost.model;

/**
 * The text that a refusal has got.
 *
 * @param since the behaviour with which it came
 * @param form as {@link Refusal#form()}; {@code %2$s} stands for the second of what differs
 */
public record Rewording(Behaviour since, String form) {}
