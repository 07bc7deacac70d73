package permafrost.properties.drivers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/** What is no device of the host is refused as one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostDevicesTest {

  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig(BuildsHere.tested().getFirst());
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FILE_NO_DEVICE          | 'driver':'host_device','filename':'r'
          FILE_NO_DEVICE          | 'driver':'host_cdrom','filename':'r','read-only':true
          FILE_NO_DEVICE          | 'driver':'host_device','filename':'.','read-only':true
          FILE_IS_FOLDER          | 'driver':'host_device','filename':'.'
          FILE_NOT_FOUND          | 'driver':'host_device','filename':'z'
          FILE_NAME_REQUIRED      | 'driver':'host_cdrom','filename':''
          NATIVE_AIO_NEEDS_DIRECT | 'driver':'host_device','filename':'r','aio':'native'
          """)
  void whatIsNoDeviceIsRefused(String outcome, String options) {
    Try.on(rig).image("create -f raw r 1M").add("{'node-name':'h'," + options + "}").ends(outcome);
  }
}
