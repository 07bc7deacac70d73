package permafrost.properties.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {

  @Test
  void namesAnAssertionByFunctionAndCondition() {
    assertThat(
            LastWords.of(
                "qemu-storage-daemon: ../../block.c:4390: bdrv_reopen_multiple: Assertion"
                    + " `bs_queue != NULL' failed."))
        .contains("bdrv_reopen_multiple: bs_queue != NULL");
  }

  @Test
  void namesAnAssertionOfGlib() {
    assertThat(LastWords.of("ERROR:../qom/object.c:711:object_new: assertion failed: (type)"))
        .contains("object_new: assertion failed: (type)");
  }

  @Test
  void namesALockThatNobodyHeld() {
    assertThat(LastWords.of("qemu: qemu_mutex_unlock_impl: Operation not permitted\n"))
        .contains("qemu_mutex_unlock_impl: Operation not permitted");
  }

  @Test
  void namesWhatASanitizerFound() {
    assertThat(
            LastWords.of(
                "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x60b0 at pc 0x5"))
        .contains("AddressSanitizer: heap-use-after-free");
    assertThat(LastWords.of("../block/null.c:93:14: runtime error: shift exponent 70 is too large"))
        .contains("undefined behaviour: shift exponent … is too large");
  }

  @Test
  void namesAnUnexpectedErrorWithoutItsValue() {
    assertThat(
            LastWords.of(
                "Unexpected error in bdrv_check_qiov_request() at block/io.c:828:\n"
                    + "qemu-storage-daemon: offset is negative: -64512"))
        .contains("bdrv_check_qiov_request: offset is negative: -…");
  }

  @Test
  void namesAnUnexpectedErrorWithoutTheNodesOfOneRun() {
    assertThat(
            LastWords.of(
                "Unexpected error in bdrv_replace_node_noperm() at block.c:5494:\n"
                    + "qemu-storage-daemon: Cannot change 'file' link to 'n2'"))
        .contains("bdrv_replace_node_noperm: Cannot change '…' link to '…'");
  }

  @Test
  void makesNothingOfOtherText() {
    assertThat(LastWords.of("qemu-storage-daemon: warning: something")).isEmpty();
  }
}
