package permafrost.properties.blockjob;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import permafrost.properties.drivers.Try;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/** Jobs that meet I/O errors, on a real QEMU and the model: what they do about them, and after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IoErrorsTest {

  private static final int SIZE = 65536;

  /** A raw node {@code s} over a file of data, of which requests of some kind fail. */
  private static final String SOURCE =
      "{'driver':'raw','node-name':'s','file':{'driver':'blkdebug','node-name':'e',"
          + "'inject-error':[{%s}],'image':{'driver':'file','node-name':'i','filename':'d'}}}";

  private static final String TARGET =
      "{'driver':'raw','node-name':'t','file':{'driver':'blkdebug','node-name':'e',"
          + "'inject-error':[{%s}],'image':{'driver':'null-co','size':65536}}}";

  private static final String ONCE = "'event':'read_aio','once':true";
  private static final String ALWAYS = "'event':'read_aio','iotype':'read'";
  private static final String WRITE = "'event':'write_aio','iotype':'write','once':true";
  private static final String NO_SPACE = ",'errno':28";

  private List<Rig> rigs;

  @BeforeAll
  void open() {
    rigs = BuildsHere.tested().stream().map(Rig::new).toList();
  }

  @AfterAll
  void close() {
    rigs.forEach(Rig::close);
  }

  private Try data(long size) {
    return Try.on(rigs).data("d", size);
  }

  /** A source that fails so, and a target that holds nothing. */
  private Try failingSource(String rule) {
    return data(SIZE)
        .add(SOURCE.formatted(rule))
        .add("{'driver':'null-co','node-name':'t','size':65536}");
  }

  private Try failingTarget(String rule) {
    return data(SIZE)
        .add("{'driver':'file','node-name':'s','filename':'d'}")
        .add(TARGET.formatted(rule));
  }

  private static Try copy(Try before, String command, String more) {
    return before.command(
        command, "{'job-id':'j','device':'s','target':'t','sync':'full'" + more + "}");
  }

  private static String id(String id) {
    return "{'id':'" + id + "'}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"blockdev-mirror", "blockdev-backup"})
  void oneThatReportsFails(String command) {
    copy(failingSource(ALWAYS), command, "").del("s").ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blockdev-mirror", "blockdev-backup"})
  void oneThatIgnoresTriesAgain(String command) {
    copy(failingSource(ONCE), command, ",'on-source-error':'ignore','auto-finalize':false")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource({
    "blockdev-mirror, stop",
    "blockdev-backup, stop",
    "blockdev-mirror, enospc",
    "blockdev-backup, enospc",
    "blockdev-mirror, auto",
    "blockdev-backup, auto"
  })
  void oneThatStopsGoesOnWhenItIsResumed(String command, String policy) {
    String stop = ",'on-source-error':'" + policy + "','auto-finalize':false";
    copy(failingSource(ONCE + NO_SPACE), command, stop)
        .command("query-block-jobs", "{}")
        .command("job-resume", id("j"))
        .command("query-block-jobs", "{}")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blockdev-mirror", "blockdev-backup"})
  void whatHasSpaceDoesNotStopForTheLackOfIt(String command) {
    copy(failingSource(ONCE), command, ",'on-source-error':'enospc'").del("s").ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blockdev-mirror", "blockdev-backup"})
  void oneStopsAgainWhereTheErrorStays(String command) {
    copy(failingSource(ALWAYS), command, ",'on-source-error':'stop'")
        .command("job-resume", id("j"))
        .command("job-resume", id("j"))
        .command("job-cancel", id("j"))
        .del("s")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blockdev-mirror", "blockdev-backup"})
  void aStoppedOneTakesASpeedAndNoSoftCancel(String command) {
    copy(failingSource(ALWAYS), command, ",'on-source-error':'stop'")
        .command("block-job-set-speed", "{'device':'j','speed':1000}")
        .command("block-job-cancel", "{'device':'j'}")
        .ends("BLOCK_JOB_PAUSED");
  }

  @ParameterizedTest
  @CsvSource({
    "blockdev-mirror, report",
    "blockdev-backup, report",
    "blockdev-mirror, ignore",
    "blockdev-backup, ignore",
    "blockdev-mirror, stop",
    "blockdev-backup, stop"
  })
  void errorsOfTheTargetHaveAPolicyOfTheirOwn(String command, String policy) {
    String on = ",'on-source-error':'ignore','on-target-error':'" + policy + "'";
    copy(failingTarget(WRITE), command, on + ",'auto-dismiss':false")
        .command("query-block-jobs", "{}")
        .command("query-jobs", "{}")
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource({
    "read_aio, read, top",
    "read_aio, read, full",
    "read_aio, read, none",
    "read_aio, write, top",
    "none, read, full"
  })
  void aMirrorMayLookWhetherItsTargetReadsAsZeroes(String event, String request, String sync) {
    String rule = "'event':'" + event + "','iotype':'" + request + "'";
    failingTarget(rule)
        .command(
            "blockdev-mirror", "{'job-id':'j','device':'s','target':'t','sync':'" + sync + "'}")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMirrorMaySkipZeroesThatItsTargetHas(boolean readsZeroes) {
    String target = TARGET.formatted("'event':'none','iotype':'write-zeroes'");
    Try.on(rigs)
        .add("{'driver':'null-co','node-name':'s','size':1048576,'read-zeroes':true}")
        .add(target.replace("65536", "1048576,'read-zeroes':" + readsZeroes))
        .command("blockdev-mirror", "{'job-id':'j','device':'s','target':'t','sync':'full'}")
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource({"raw, 65536", "raw, 131072", "throttle, 65536", "throttle, 131072"})
  void aMirrorMayLeaveOutWhatNobodyHas(String driver, int granularity) {
    String target = TARGET.formatted("'event':'none','iotype':'write'");
    Try.on(rigs)
        .image("create -f qcow2 o 64k")
        .command("object-add", "{'qom-type':'throttle-group','id':'g'}")
        .add(
            ("{'driver':'%s','node-name':'s'%s,"
                    + "'file':{'driver':'qcow2','file':{'driver':'file','filename':'o'}}}")
                .formatted(driver, driver.equals("throttle") ? ",'throttle-group':'g'" : ""))
        .add(target.replace("65536", "65536,'read-zeroes':true"))
        .command(
            "blockdev-mirror",
            "{'job-id':'j','device':'s','target':'t','sync':'full','granularity':%d}"
                .formatted(granularity))
        .command("query-block-jobs", "{}")
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top  | 'file','filename':'d'",
        "full | 'file','filename':'d','discard':'unmap'",
        "full | 'null-co','size':65536,'read-zeroes':true",
        "none | 'file','filename':'d'"
      })
  void aMirrorReadsAChunkOfWhatNobodyHasOnlyWhereAllIsCopied(String sync, String target) {
    data(SIZE)
        .add(
            "{'driver':'blkdebug','node-name':'s','inject-error':[{'event':'none'}],"
                + "'image':{'driver':'null-co','size':65536}}")
        .add("{'node-name':'t','driver':" + target + "}")
        .command(
            "blockdev-mirror",
            "{'job-id':'j','device':'s','target':'t','granularity':131072,'sync':'" + sync + "'}")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "ignore", "stop", "enospc"})
  void aStreamTellsOfTheErrorsOfItsBase(String policy) {
    data(SIZE)
        .image("create -f qcow2 o 64k")
        .add(SOURCE.formatted(ONCE))
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'file','filename':'o'},"
                + "'backing':'s'}")
        .command(
            "block-stream",
            "{'job-id':'j','device':'o','auto-finalize':false,'on-error':'" + policy + "'}")
        .command("query-block-jobs", "{}")
        .command("query-jobs", "{}")
        .ends("success");
  }

  @Test
  void aStoppedStreamEndsWellOnceItIsResumed() {
    data(SIZE)
        .image("create -f qcow2 o 64k")
        .add(SOURCE.formatted(ONCE))
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'file','filename':'o'},"
                + "'backing':'s'}")
        .command("block-stream", "{'job-id':'j','device':'o','on-error':'stop'}")
        .command("job-resume", id("j"))
        .del("s")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "ignore", "stop"})
  void anIgnoredErrorOfAStreamIsToldOfAtItsEnd(String policy) {
    data(4 * SIZE * 8)
        .image("create -f qcow2 o 2M")
        .add(SOURCE.formatted(ONCE + ",'sector':1024"))
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'file','filename':'o'},"
                + "'backing':'s'}")
        .command("block-stream", "{'job-id':'j','device':'o','on-error':'" + policy + "'}")
        .command("query-block-jobs", "{}")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "ignore", "stop"})
  void aCommitTellsOfTheErrorsOfItsBase(String policy) {
    Try.on(rigs)
        .image("create -f raw b 64k")
        .image("create -f qcow2 m 64k")
        .io("m", "write -P 7 0 64k")
        .image("create -f qcow2 o 64k")
        .add(
            "{'driver':'raw','node-name':'b','file':{'driver':'blkdebug','node-name':'e',"
                + "'inject-error':[{"
                + WRITE
                + "}],'image':{'driver':'file','filename':'b'}}}")
        .add(
            "{'driver':'qcow2','node-name':'m','file':{'driver':'file','filename':'m'},"
                + "'backing':'b'}")
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'file','filename':'o'},"
                + "'backing':'m'}")
        .command(
            "block-commit",
            "{'job-id':'j','device':'o','top-node':'m','on-error':'" + policy + "'}")
        .command("query-block-jobs", "{}")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "ignore", "stop"})
  void anActiveCommitTellsOfTheErrorsOfItsBase(String policy) {
    Try.on(rigs)
        .image("create -f raw b 64k")
        .image("create -f qcow2 o 64k")
        .io("o", "write -P 7 0 64k")
        .add(
            "{'driver':'raw','node-name':'b','file':{'driver':'blkdebug','node-name':'e',"
                + "'inject-error':[{"
                + WRITE
                + "}],'image':{'driver':'file','filename':'b'}}}")
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'file','filename':'o'},"
                + "'backing':'b'}")
        .command("block-commit", "{'job-id':'j','device':'o','on-error':'" + policy + "'}")
        .command("query-block-jobs", "{}")
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'event':'none','iotype':'write'", "'event':'pwritev','sector':0"})
  void aStreamFailsWhereItCanNotWriteTheHeader(String rule) {
    Try.on(rigs)
        .image("create -f qcow2 o 64k")
        .add("{'driver':'null-co','node-name':'s','size':65536}")
        .add(
            "{'driver':'qcow2','node-name':'o','file':{'driver':'blkdebug','node-name':'e',"
                + "'inject-error':[{"
                + rule
                + "}],'image':{'driver':'file','filename':'o'}},"
                + "'backing':'s'}")
        .command("block-stream", "{'job-id':'j','device':'o'}")
        .command("query-named-block-nodes", "{}")
        .ends("success");
  }

  @Test
  void rulesFollowTheStates() {
    Try.on(rigs)
        .data("d", SIZE)
        .file(
            "c",
            "[inject-error]\\nstate = \\\"2\\\"\\nevent = \\\"read_aio\\\"\\nonce = \\\"on\\\"\\n"
                + "[set-state]\\nstate = \\\"1\\\"\\nevent = \\\"read_aio\\\"\\n"
                + "new_state = \\\"2\\\"\\n")
        .add(
            "{'driver':'raw','node-name':'s','file':{'driver':'blkdebug','node-name':'e',"
                + "'config':'c','image':{'driver':'file','filename':'d'}}}")
        .add("{'driver':'null-co','node-name':'t','size':65536}")
        .add("{'driver':'null-co','node-name':'u','size':65536}")
        .command(
            "blockdev-backup",
            "{'job-id':'j','device':'s','target':'t','sync':'full','auto-dismiss':false}")
        .command(
            "blockdev-backup",
            "{'job-id':'k','device':'s','target':'u','sync':'full','auto-dismiss':false}")
        .command("query-jobs", "{}")
        .ends("success");
  }
}
