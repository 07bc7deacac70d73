package permafrost.model.answer;

/**
 * One place in which an observation is not the predicted one.
 *
 * @param what names the kind of place, without names or numbers of this one run, such as {@code
 *     edge perm}: part of a divergence's signature
 * @param where the place itself, for people, such as {@code node 'hd0' --file--> node 'hd0-file'}
 * @param expected what the model says
 * @param actual what QEMU says
 */
public record Difference(String what, String where, String expected, String actual) {}
