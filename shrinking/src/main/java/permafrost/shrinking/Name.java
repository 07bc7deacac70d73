package permafrost.shrinking;

/**
 * A name that a scenario gives or uses.
 *
 * @param role what it names
 * @param text the name itself
 */
record Name(Role role, String text) {}
