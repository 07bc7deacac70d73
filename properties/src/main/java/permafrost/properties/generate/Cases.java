package permafrost.properties.generate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random cases as jqwik knows them. */
public final class Cases {

  private Cases() {}

  /** Cases of all seeds. They do not shrink: a smaller seed is no simpler case. */
  public static Arbitrary<GeneratedCase> of(CaseGenerator generator) {
    return Arbitraries.longs().map(generator::next).dontShrink();
  }
}
