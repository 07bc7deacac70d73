package permafrost.properties.drivers;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/** An image asks for a data file, or does not, by two bits of its header. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Qcow2DataFileTest {

  private List<Rig> rigs;

  @BeforeAll
  void open() {
    rigs = BuildsHere.tested().stream().map(Rig::new).toList();
  }

  @AfterAll
  void close() {
    rigs.forEach(Rig::close);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DATA_FILE_REQUIRED     | 79 | 4 | {}
          DATA_FILE_RAW_ALONE    | 95 | 2 | {}
          DATA_FILE_NOT_EXTERNAL | 95 | 2 | 'data-file':{'driver':'null-co'}
          DATA_FILE_NOT_EXTERNAL | 87 | 0 | 'data-file':{'driver':'null-co'}
          """)
  void aDataFileIsGivenJustWhereItIsAskedFor(String outcome, int offset, int value, String more) {
    String option = more.equals("{}") ? "" : "," + more;
    Try.on(rigs)
        .image("create -f qcow2 a 1M")
        .overwrite("a", offset, value)
        .add(
            "{'driver':'qcow2','node-name':'q','file':{'driver':'file','filename':'a'}"
                + option
                + "}")
        .ends(outcome);
  }
}
