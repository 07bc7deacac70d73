package permafrost.properties.drivers;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/**
 * An NBD client. Only a QEMU that can be the client of its own server is asked to connect: the
 * known divergence {@code nbd-client-of-own-server-hangs} tells which cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NbdTest {

  private static final String SERVER = "{'type':'unix','path':'x'}";
  private static final String CLIENT =
      "{'driver':'nbd','node-name':'c','server':" + SERVER + ",'export':'n'%s}";

  private List<Rig> rigs;

  @BeforeAll
  void open() {
    rigs = BuildsHere.tested().stream().map(Rig::new).toList();
  }

  @AfterAll
  void close() {
    rigs.forEach(Rig::close);
  }

  private Try served(boolean writable) {
    List<Rig> able =
        rigs.stream().filter(rig -> !rig.has("nbd-client-of-own-server-hangs")).toList();
    return Try.on(able)
        .add("{'driver':'null-co','node-name':'n','size':1000}")
        .command("nbd-server-start", "{'addr':{'type':'unix','data':{'path':'x'}}}")
        .command(
            "block-export-add",
            "{'type':'nbd','id':'e','node-name':'n','writable':" + writable + "}");
  }

  private Try connected() {
    return served(true).add(CLIENT.formatted(""));
  }

  private Try reading() {
    return served(false).add(CLIENT.formatted(",'read-only':true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':'z'}
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':''}
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':'r'}
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':'r/z'}
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':'.'}
          SOCKET_NOT_CONNECTED        | {'type':'unix','path':'$SOCK/z'}
          DESCRIPTOR_NOT_PASSED       | {'type':'fd','str':'z'}
          TLS_CREDENTIALS_NOT_FOUND   | {'type':'unix','path':'z'},'tls-creds':'z'
          TLS_CREDENTIALS_OTHER_TYPE  | {'type':'unix','path':'z'},'tls-creds':'g'
          """)
  void whoeverAnswersNotIsNoServer(String outcome, String server) {
    Try.on(rigs)
        .image("create -f raw r 1M")
        .command("object-add", "{'qom-type':'throttle-group','id':'g'}")
        .add("{'driver':'nbd','node-name':'c','server':" + server + "}")
        .ends(outcome);
  }

  @Test
  void textsThatTheProtocolCannotCarryAreRefused() {
    String options = "{'driver':'nbd','node-name':'c','server':" + SERVER + ",'%s':'%s'}";
    String text = "t".repeat(4097);
    Try.on(rigs).add(options.formatted("export", text)).ends("NBD_EXPORT_NAME_TOO_LONG");
    Try.on(rigs).add(options.formatted("x-dirty-bitmap", text)).ends("NBD_BITMAP_NAME_TOO_LONG");
    Try.on(rigs)
        .add(
            "{'driver':'nbd','node-name':'c','server':{'type':'unix','path':'%s'}}".formatted(text))
        .ends("SOCKET_PATH_TOO_LONG");
  }

  @Test
  void aClientIsAsLongAsItsExportAndTakesItsName() {
    connected()
        .add("{'driver':'raw','node-name':'r','file':'c'}")
        .del("r")
        .del("c")
        .ends("success");
  }

  @Test
  void anExportIsLookedForByItsName() {
    served(true)
        .add("{'driver':'nbd','node-name':'c','server':" + SERVER + "}")
        .ends("NBD_EXPORT_NOT_FOUND");
  }

  @Test
  void aBitmapThatTheServerDoesNotHaveLeavesNoReason() {
    served(true).add(CLIENT.formatted(",'x-dirty-bitmap':'b'")).ends("NBD_EXPORT_UNFIT");
  }

  @Test
  void anExportThatTakesNoWritesHasNoWritingClient() {
    served(false).add(CLIENT.formatted("")).ends("NBD_EXPORT_UNFIT");
    served(false).add(CLIENT.formatted(",'auto-read-only':true")).ends("success");
    reading().reopen(CLIENT.formatted("")).ends("NBD_EXPORT_READ_ONLY");
  }

  @Test
  void noneOfItsOptionsChange() {
    reading().reopen(CLIENT.formatted(",'read-only':true")).ends("success");
    reading()
        .reopen(CLIENT.formatted(",'read-only':true,'reconnect-delay':1"))
        .ends("OPTION_UNCHANGEABLE");
    reading()
        .reopen("{'driver':'nbd','node-name':'c','read-only':true,'server':" + SERVER + "}")
        .ends("OPTION_NOT_RESETTABLE");
  }

  @Test
  void anExportWithAClientIsInUse() {
    connected().command("block-export-del", "{'id':'e'}").ends("EXPORT_IN_USE");
    connected().del("c").command("block-export-del", "{'id':'e'}").ends("success");
    connected().command("block-export-del", "{'id':'e','mode':'hard'}").ends("success");
  }

  @Test
  void aClientWhoseExportHasGoneStaysAndFailsToFlush() {
    connected().command("nbd-server-stop", "{}").reopen(CLIENT.formatted("")).ends("FLUSH_FAILED");
    connected().command("nbd-server-stop", "{}").del("c").del("n").ends("success");
    connected()
        .command("nbd-server-stop", "{}")
        .add("{'driver':'null-co','node-name':'o'}")
        .command("blockdev-snapshot", "{'node':'c','overlay':'o'}")
        .ends("OVERLAID_NOT_FLUSHED");
  }

  @Test
  void aMirrorFlushesItsClientWhenItIsReadyAndWhenItEnds() {
    mirrored(connected(), "").command("job-complete", "{'id':'j'}").ends("success");
    mirrored(connected().command("nbd-server-stop", "{}"), "").del("s").ends("success");
    mirrored(connected(), "")
        .command("nbd-server-stop", "{}")
        .command("job-complete", "{'id':'j'}")
        .del("s")
        .ends("success");
    mirrored(connected().command("nbd-server-stop", "{}"), ",'on-target-error':'stop'")
        .command("job-resume", "{'id':'j'}")
        .command("job-cancel", "{'id':'j'}")
        .del("s")
        .ends("success");
  }

  private static Try mirrored(Try before, String more) {
    return before
        .add("{'driver':'null-co','node-name':'s','size':1024}")
        .command(
            "blockdev-mirror",
            "{'job-id':'j','device':'s','target':'c','sync':'none'" + more + "}");
  }

  @Test
  void aClientDoesNotGrow() {
    connected().command("block_resize", "{'node-name':'c','size':4096}").ends("NBD_NOT_GROWN");
    connected().command("block_resize", "{'node-name':'c','size':512}").ends("success");
  }

  @Test
  void theClientsOfAClientStandInARow() {
    connected()
        .command("block-export-add", "{'type':'nbd','id':'f','node-name':'c','writable':true}")
        .add("{'driver':'nbd','node-name':'d','server':" + SERVER + ",'export':'c'}")
        .ends("success");
  }
}
