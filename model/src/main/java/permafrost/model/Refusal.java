package permafrost.model;

import java.util.Optional;

/**
 * One way in which QEMU says no: an entry of the catalogue. The entries are enum constants, one
 * enum a subject; {@link Catalogue} lists them all.
 */
public interface Refusal {

  /** The entry's name in the catalogue, in upper case with underscores. */
  String name();

  /** The message's form: {@code %s} and {@code %d} stand for what differs from case to case. */
  String form();

  /** Where QEMU's source says so: the function's name, or several, separated by a comma. */
  String source();

  /** QMP's error class; {@code GenericError} for nearly all. */
  default String errorClass() {
    return "GenericError";
  }

  /**
   * Why no command that can be sent here is ever refused so; empty where one can be. What is
   * unreachable is no part of a run's coverage.
   */
  default Optional<String> unreachable() {
    return Optional.empty();
  }
}
