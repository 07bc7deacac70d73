package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.fixtures.Unusable;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;

/** Runs the host lines of a scenario that come while QEMU runs, or after it: each must succeed. */
final class Tools {

  private final Staged staged;

  Tools(Staged staged) {
    this.staged = staged;
  }

  /** Whether a host line runs before the exchange of this place. */
  boolean standBefore(int place) {
    return staged.plan().beside().stream().anyMatch(each -> each.before() == place);
  }

  /** Runs those that come before the exchange of this place, until one fails. */
  Optional<Divergence> run(int place) {
    return staged.plan().beside().stream()
        .filter(each -> each.before() == place)
        .map(this::run)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Divergence> run(Plan.Beside each) {
    try {
      staged.tools().run(each.tool(), staged.folder().path(), staged.names());
      return Optional.empty();
    } catch (Unusable failed) {
      String tool = each.tool().getClass().getSimpleName();
      return Optional.of(
          new Divergence(
              Kind.TOOL,
              "tool " + tool,
              each.line(),
              Optional.empty(),
              "",
              "success",
              failed.getMessage(),
              ""));
    }
  }
}
