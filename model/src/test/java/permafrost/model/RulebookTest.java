package permafrost.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.model.driver.Qcow2Refusal;
import permafrost.model.object.ObjectRefusal;
import permafrost.model.open.OpenRefusal;

class RulebookTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7.2.22 | object 'tg' is in use, can not be deleted",
        "10.0.13 | object 'tg' is in use, can not be deleted",
        "11.1.3 | Cannot delete throttle group 'tg' with active references"
      })
  void aRefusalHasTheTextOfTheVersion(String version, String text) {
    assertThatThrownBy(() -> rules(version).refuse(ObjectRefusal.OBJECT_IN_USE, "tg"))
        .isInstanceOf(Refused.class)
        .hasMessage(text);
  }

  @Test
  void aTextMayNameItsValuesInAnotherOrder() {
    assertThatThrownBy(() -> rules("10.0.2").refuse(OpenRefusal.SIZE_OPTION_NEGATIVE, "size", -1))
        .hasMessage("Value '-1' is out of range for parameter 'size'");
  }

  @Test
  void aTextMayLeaveOutAValueThatANewerOneNames() {
    assertThatThrownBy(() -> rules("7.2.22").refuse(OpenRefusal.BLKDEBUG_CONFIG_NOT_FOUND, "c"))
        .hasMessage("Could not read blkdebug config file: No such file or directory");
    assertThatThrownBy(() -> rules("11.1.3").refuse(OpenRefusal.BLKDEBUG_CONFIG_NOT_FOUND, "c"))
        .hasMessage("Could not open 'c': No such file or directory");
  }

  @Test
  void anOldTextMayNameNothing() {
    assertThatThrownBy(() -> rules("5.2.0").refuse(OpenRefusal.NODE_NAME_TAKEN, "n"))
        .hasMessage("Duplicate node name");
    assertThatThrownBy(() -> rules("7.2.22").refuse(OpenRefusal.NODE_NAME_TAKEN, "n"))
        .hasMessage("Duplicate nodes with node-name='n'");
  }

  @Test
  void theCatalogueOfAVersionLacksWhatThatVersionCannotSay() {
    assertThat(Catalogue.refusals(rules("7.2.22")))
        .contains(Qcow2Refusal.LAZY_REFCOUNTS_TOO_OLD)
        .doesNotContain(Qcow2Refusal.DISCARD_NO_UNREF_TOO_OLD);
    assertThat(Catalogue.refusals(rules("10.0.2"))).contains(Qcow2Refusal.DISCARD_NO_UNREF_TOO_OLD);
  }

  /** A run's coverage is counted by them. */
  @Test
  void noTwoEntriesHaveOneName() {
    assertThat(Catalogue.refusals().stream().map(Refusal::name)).doesNotHaveDuplicates();
  }

  private static Rulebook rules(String version) {
    return Rulebook.of(QemuVersion.in(version).orElseThrow());
  }
}
