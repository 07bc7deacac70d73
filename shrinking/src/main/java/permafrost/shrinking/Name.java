package permafrost.shrinking;

/**
 * A name that a scenario gives or uses.
 *
 * @param role what it names
 * @param text the name itself
 */
record Name(Role role, String text) {

  /** Whether QEMU made it up: such names differ from run to run. */
  boolean isMadeUp() {
    return role == Role.NODE && text.startsWith("#block");
  }
}
