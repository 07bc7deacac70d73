package permafrost.model.driver;

import java.util.Set;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** The options of a preallocate filter. Source: {@code preallocate_absorb_opts}. */
public final class Preallocation {

  /** Both are sizes in bytes. */
  public static final Set<String> OPTIONS = Set.of("prealloc-align", "prealloc-size");

  private static final long DEFAULT_ALIGNMENT = 1 << 20;
  private static final long SECTOR = 512;

  private Preallocation() {}

  /**
   * Takes the options out of {@code options} and checks them.
   *
   * @param child the number of what is filtered
   */
  public static void absorb(QDict options, GraphEdit edit, int child, Rulebook rulebook) {
    SizeOptions.refuseNegative(options, OPTIONS, rulebook);
    long alignment = options.number("prealloc-align", DEFAULT_ALIGNMENT);
    OPTIONS.forEach(options::remove);
    if (alignment % SECTOR != 0) {
      rulebook.refuse(OpenRefusal.PREALLOCATION_UNALIGNED, SECTOR);
    }
    long below = RequestAlignment.of(edit.node(child));
    if (below == RequestAlignment.UNKNOWN) {
      RequestAlignment.refuseToGuess(alignment);
    } else if (alignment % below != 0) {
      rulebook.refuse(OpenRefusal.PREALLOCATION_UNALIGNED_BELOW, below);
    }
  }
}
