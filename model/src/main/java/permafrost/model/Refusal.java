package permafrost.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The text that newer QEMUs have for it; empty where all have the same. */
  default Optional<Rewording> rewording() {
    return Optional.empty();
  }

  /** The behaviour that makes it possible; empty where every QEMU can say so. */
  default Optional<Behaviour> needs() {
    return Optional.empty();
  }

  /** The form on a QEMU with these rules. */
  default String form(Rulebook rulebook) {
    return rewording()
        .filter(reworded -> rulebook.has(reworded.since()))
        .map(Rewording::form)
        .orElseGet(this::form);
  }

  /** Every form it has on some QEMU. */
  default List<String> forms() {
    return Stream.concat(Stream.of(form()), rewording().map(Rewording::form).stream()).toList();
  }

  /** Whether a QEMU with these rules can say so. */
  default boolean holdsUnder(Rulebook rulebook) {
    return needs().map(rulebook::has).orElse(true);
  }

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
