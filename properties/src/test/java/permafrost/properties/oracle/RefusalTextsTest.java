package permafrost.properties.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import permafrost.model.Catalogue;

class RefusalTextsTest {

  private final RefusalTexts texts = new RefusalTexts(Catalogue.refusals());

  @Test
  void findsTheEntryWhoseFormATextHas() {
    assertThat(texts.nameOf("Parameter 'filename' is missing")).isEqualTo("MEMBER_MISSING");
  }

  @Test
  void findsItBehindWhatABackingFilePutsInFront() {
    assertThat(
            texts.nameOf(
                "Could not open backing file: Could not open backing file: Parameter 'filename' is"
                    + " missing"))
        .isEqualTo("MEMBER_MISSING");
  }

  @Test
  void blanksWhatDiffersFromCaseToCaseInAnUnknownText() {
    assertThat(texts.nameOf("Can't paint node 'a' with 17 colours of '#block3~'"))
        .isEqualTo("\"Can't paint node '…' with … colours of '…'\"");
  }
}
