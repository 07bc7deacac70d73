package permafrost.properties.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import permafrost.fixtures.Home;
import permafrost.fixtures.known.KnownDivergence;
import permafrost.fixtures.known.KnownDivergences;
import permafrost.model.QemuVersion;

class KnownBugTest {

  private static final KnownDivergences KNOWN = KnownDivergences.read(Home.find().known());

  @Test
  void whatIsSteppedAroundIsWrittenDownUnderThatName() {
    List<String> known = KNOWN.all().stream().map(KnownDivergence::name).toList();
    assertThat(known).containsExactlyInAnyOrderElementsOf(KnownBug.names());
  }

  @Test
  void whatAVersionDoesRightIsNotSteppedAround() {
    assertThat(KnownBug.of(new QemuVersion(7, 2, 22), KNOWN))
        .contains(KnownReplacementBug.REOPEN_OFF_DIAMOND, KnownReopenBug.REOPEN_OF_NOTHING)
        .doesNotContain(KnownSizeBug.SIZE_CHANGED_BELOW);
    assertThat(KnownBug.of(new QemuVersion(11, 1, 3), KNOWN))
        .contains(KnownSizeBug.SIZE_CHANGED_BELOW, KnownReopenBug.REOPEN_OF_NOTHING)
        .doesNotContain(KnownReplacementBug.REOPEN_OFF_DIAMOND);
  }
}
