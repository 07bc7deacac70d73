package permafrost.model.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.model.OutsideModel;
import permafrost.model.QemuVersion;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.image.Image;
import permafrost.model.options.QDict;
import permafrost.model.scenario.Line;

class Qcow2CheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 4 | Unsupported qcow2 version 4",
        "23 22 | Unsupported cluster size: 2^22",
        "103 96 | qcow2 header too short",
        "78 129 | Unsupported qcow2 feature(s): Unknown incompatible feature: 8100",
        "57 1 | Reference count table too large",
        "71 1 | Snapshot table offset invalid",
        "39 0 | L1 table is too small",
        "35 3 | Unsupported encryption method 3",
        "35 1 | Parameter 'encrypt.key-secret' is required for cipher",
        "79 4 | '''data-file'' is required for this image'",
        "95 2 | data-file-raw requires a data file",
        "116 127 | Header extension too large"
      })
  void refusesAHeaderWithOneByteWrittenOver(String byteAndValue, String text) {
    assertThat(opened(byteAndValue, true)).isEqualTo(text);
  }

  @Test
  void refusesTheCorruptBitOnlyToWriters() {
    assertThat(opened("79 2", true))
        .isEqualTo("qcow2: Image is corrupt; cannot be opened read/write");
    assertThat(opened("79 2", false)).isEqualTo("unmodelled");
  }

  @Test
  void doesNotSayWhatComesOfAnAlteredHeaderThatOpens() {
    assertThat(opened("29 32", true)).isEqualTo("unmodelled");
  }

  private static String opened(String byteAndValue, boolean writable) {
    String[] words = byteAndValue.split(" ");
    Files files =
        Stream.<Line>of(
                new Line.QemuImg(List.of("create", "-f", "qcow2", "a", "1M")),
                new Line.QemuIo(
                    List.of(
                        "-f", "raw", "-c", "write -P " + words[1] + " " + words[0] + " 1", "a")))
            .reduce(Files.NONE, HostTools::after, (one, other) -> other);
    Rulebook rulebook = Rulebook.of(new QemuVersion(7, 2, 22));
    Qcow2Check check =
        Qcow2Check.of((Image.OfQcow2) files.at("a").orElseThrow(), id -> false, rulebook);
    try {
      var header = check.beforeOptions(writable);
      var options = QDict.empty();
      var encryption = Qcow2Options.absorb(options, header, check.encryptionMethod(), rulebook);
      check.afterOptions();
      check.dataFile(false);
      check.afterDataFile(encryption);
      return "opened";
    } catch (Refused refused) {
      return refused.getMessage();
    } catch (OutsideModel outside) {
      return "unmodelled";
    }
  }
}
