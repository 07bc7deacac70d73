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

/** Backups on a real QEMU and the model: filter, edges, life, end, and how they are refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {

  private static final String NODE = "{'driver':'null-co','node-name':'%s','size':%d}";
  private static final int SIZE = 65536;
  private static final List<String> USUAL =
      List.of("'job-id':'j'", "'device':'s'", "'target':'t'", "'filter-node-name':'f'");

  private List<Rig> rigs;

  @BeforeAll
  void open() {
    rigs = BuildsHere.tested().stream().map(Rig::new).toList();
  }

  @AfterAll
  void close() {
    rigs.forEach(Rig::close);
  }

  /** A source {@code s} below a raw node {@code r}, a target {@code t}, and a small node. */
  private Try nodes() {
    return Try.on(rigs)
        .add(NODE.formatted("s", SIZE))
        .add(NODE.formatted("t", SIZE))
        .add(NODE.formatted("small", 512))
        .add("{'driver':'raw','node-name':'r','file':'s'}");
  }

  private static Try backup(Try before, String more) {
    StringBuilder arguments = new StringBuilder(more);
    for (String usual : USUAL) {
      String key = usual.substring(0, usual.indexOf(':'));
      arguments.append(more.contains(key + ":") ? "" : "," + usual);
    }
    return before.command("blockdev-backup", "{" + arguments + "}");
  }

  private static String id(String id) {
    return "{'id':'" + id + "'}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sync':'incremental' | BACKUP_BITMAP_NEEDED",
        "'sync':'bitmap' | BACKUP_BITMAP_NEEDED",
        "'sync':'incremental','bitmap':'m','bitmap-mode':'never' | BACKUP_BITMAP_MODE_FIXED",
        "'sync':'full','bitmap':'m' | BACKUP_BITMAP_NOT_FOUND",
        "'sync':'full','bitmap-mode':'never' | BACKUP_BITMAP_MODE_ALONE",
        "'sync':'full','device':'x' | REFERENCE_NOT_FOUND",
        "'sync':'full','target':'x' | REFERENCE_NOT_FOUND",
        "'sync':'full','target':'s' | BACKUP_ONTO_ITSELF",
        "'sync':'full','compress':true | BACKUP_COMPRESSION_UNSUPPORTED",
        "'sync':'full','x-perf':{'max-workers':0} | BACKUP_WORKERS_OUT_OF_RANGE",
        "'sync':'full','x-perf':{'max-chunk':-1} | BACKUP_CHUNK_NEGATIVE",
        "'sync':'full','target':'small' | BACKUP_SIZES_DIFFER",
        "'sync':'full','filter-node-name':'s' | NODE_NAME_TAKEN",
        "'sync':'full','x-perf':{'max-chunk':1} | BACKUP_CHUNK_SMALLER_THAN_CLUSTER",
        "'sync':'full','job-id':'1' | JOB_ID_INVALID",
        "'sync':'full','speed':-1 | JOB_SPEED_NEGATIVE"
      })
  void eachRefusalHasItsText(String arguments, String refusal) {
    backup(nodes(), arguments).ends(refusal);
  }

  @Test
  void oneWithoutASyncOfItsOwnStaysUntilItIsCancelled() {
    backup(nodes(), "'sync':'none'")
        .command("job-pause", id("j"))
        .command("job-resume", id("j"))
        .reopen("{'driver':'raw','node-name':'r','file':'s','discard':'unmap'}")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @Test
  void aFullOneEndsAtOnceAndWaitsToBeFinalizedAndDismissed() {
    backup(nodes(), "'sync':'full','auto-finalize':false,'auto-dismiss':false")
        .command("job-finalize", id("j"))
        .command("job-dismiss", id("j"))
        .ends("success");
  }

  @Test
  void aPendingOneMayBeCancelled() {
    backup(nodes(), "'sync':'top','auto-finalize':false")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @Test
  void aConcludedOneHoldsNothing() {
    backup(nodes(), "'sync':'full','auto-dismiss':false").del("t").ends("success");
  }

  @Test
  void speedHoldsWhatIsLargerThanAChunkUntilItIsLifted() {
    Try.on(rigs)
        .add(NODE.formatted("s", 4 << 20))
        .add(NODE.formatted("t", 4 << 20))
        .command(
            "blockdev-backup",
            "{'job-id':'j','device':'s','target':'t','sync':'full','speed':1,"
                + "'auto-finalize':false}")
        .command("block-job-set-speed", "{'device':'j','speed':0}")
        .ends("success");
  }

  @Test
  void severalOfOneSourceStandAboveEachOther() {
    backup(nodes(), "'sync':'none'")
        .add(NODE.formatted("u", SIZE))
        .command("blockdev-backup", "{'job-id':'k','device':'s','target':'u','sync':'none'}")
        .command("job-cancel", id("j"))
        .command("job-cancel", id("k"))
        .ends("success");
  }

  @Test
  void itsTargetIsBusy() {
    backup(nodes(), "'sync':'none'")
        .add(NODE.formatted("u", SIZE))
        .command("blockdev-backup", "{'job-id':'k','device':'u','target':'t','sync':'none'}")
        .ends("NODE_BUSY_BY_JOB");
  }

  @Test
  void itsFilterIsBusy() {
    backup(nodes(), "'sync':'none'")
        .command("block-stream", "{'job-id':'k','device':'f'}")
        .ends("NODE_BUSY_BY_JOB");
  }

  @Test
  void itsSourceIsNotBusyForAStream() {
    backup(nodes(), "'sync':'none'")
        .command("block-stream", "{'job-id':'k','device':'s','auto-finalize':false}")
        .command("job-finalize", id("k"))
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @Test
  void aTargetThatCannotBeWrittenToIsRefused() {
    Try.on(rigs)
        .add(NODE.formatted("s", SIZE))
        .add("{'driver':'null-co','node-name':'t','size':65536,'read-only':true}")
        .command("blockdev-backup", "{'job-id':'j','device':'s','target':'t','sync':'full'}")
        .ends("NODE_IS_READ_ONLY");
  }

  @Test
  void aTargetAboveItsSourceKeepsItAsItsBackingFile() {
    Try.on(rigs)
        .image("create -f qcow2 a 1M")
        .image("create -f qcow2 b 1M")
        .add("{'driver':'qcow2','node-name':'s','file':{'driver':'file','filename':'a'}}")
        .add("{'driver':'raw','node-name':'r','file':'s'}")
        .add(
            "{'driver':'qcow2','node-name':'t','backing':'s',"
                + "'file':{'driver':'file','filename':'b'}}")
        .command("blockdev-backup", "{'job-id':'j','device':'s','target':'t','sync':'none'}")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource({
    "blockdev-backup, t, true",
    "blockdev-backup, z, false",
    "blockdev-mirror, z, false",
  })
  void aNewImageTakesWhatIsCompressed(String command, String target, boolean compresses) {
    String more = compresses ? ",'compress':true" : "";
    Try.on(rigs)
        .image("create -f qcow2 b 1M")
        .data("d", 1 << 20)
        .add("{'driver':'file','node-name':'s','filename':'d'}")
        .add("{'driver':'qcow2','node-name':'t','file':{'driver':'file','filename':'b'}}")
        .add("{'driver':'compress','node-name':'z','file':'t'}")
        .command(
            command,
            "{'job-id':'j','device':'s','target':'%s','sync':'full','auto-finalize':false%s}"
                .formatted(target, more))
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @Test
  void aFleecingSetUpShowsTheSourceAsItWas() {
    Try.on(rigs)
        .image("create -f qcow2 a 1M")
        .add("{'driver':'qcow2','node-name':'s','file':{'driver':'file','filename':'a'}}")
        .add(NODE.formatted("fleece", 1 << 20))
        .add(NODE.formatted("t", 1 << 20))
        .add("{'driver':'raw','node-name':'live','file':'s'}")
        .add("{'driver':'copy-before-write','node-name':'cbw','file':'s','target':'fleece'}")
        .reopen("{'driver':'raw','node-name':'live','file':'cbw'}")
        .add("{'driver':'snapshot-access','node-name':'snap','file':'cbw'}")
        .command(
            "blockdev-backup",
            "{'job-id':'j','device':'snap','target':'t','sync':'full','auto-finalize':false}")
        .command("job-finalize", id("j"))
        .reopen("{'driver':'raw','node-name':'live','file':'s'}")
        .del("snap")
        .del("cbw")
        .ends("success");
  }

  private Try overlay() {
    return Try.on(rigs)
        .image("create -f qcow2 a 1M")
        .image("create -f qcow2 -b a -F qcow2 b")
        .add("{'driver':'qcow2','node-name':'s','file':{'driver':'file','filename':'b'}}");
  }

  private static Try driveBackup(Try before, String more) {
    return before.command("drive-backup", "{'job-id':'j','device':'s','target':'x'," + more + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "top", "none"})
  void anImageIsMadeAndBelongsToTheJob(String sync) {
    driveBackup(overlay(), "'sync':'" + sync + "','auto-finalize':false")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "top", "none"})
  void anImageMayBeThere(String sync) {
    driveBackup(
            overlay().image("create -f qcow2 x 1M"),
            "'sync':'" + sync + "','mode':'existing','auto-finalize':false")
        .command("job-cancel", id("j"))
        .ends("success");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sync':'full','format':'null-co' | CREATION_UNSUPPORTED",
        "'sync':'none','format':'raw' | CREATION_WITHOUT_BACKING",
        "'sync':'none','format':'qcow2','target':'b' | CREATION_ONTO_BACKING",
        "'sync':'full','mode':'existing','format':'raw' | FILE_NOT_FOUND",
        "'sync':'full','bitmap':'m' | BACKUP_BITMAP_NOT_FOUND"
      })
  void eachRefusalOfAnImageHasItsText(String arguments, String refusal) {
    String usual = arguments.contains("'target'") ? "" : "'target':'x',";
    overlay()
        .command("drive-backup", "{'job-id':'j','device':'s'," + usual + arguments + "}")
        .ends(refusal);
  }

  @Test
  void theImageStaysWhenTheJobHasEnded() {
    driveBackup(overlay(), "'sync':'none'")
        .command("job-cancel", id("j"))
        .add(
            "{'driver':'qcow2','node-name':'n','backing':null,'file':{'driver':'file','filename':'x'}}")
        .ends("success");
  }

  @Test
  void itsEndGivesTheSourceBackToAWriter() {
    Try.on(rigs)
        .image("create -f qcow2 a 64k")
        .add("{'driver':'file','node-name':'s','filename':'a'}")
        .add("{'driver':'qcow2','node-name':'q','file':'s'}")
        .command(
            "drive-backup",
            "{'job-id':'j','device':'s','target':'x','sync':'full','auto-finalize':false}")
        .command("job-finalize", id("j"))
        .ends("success");
  }

  @Test
  void anImageIsMadeOverOneWhoseDataMayNotBeReadAndThenCanNotBeOpened() {
    Try.on(rigs)
        .image("create -f qcow2 b.img 64k")
        .image("create -f qcow2 s.img 64k")
        .add("{'driver':'qcow2','node-name':'b','file':{'driver':'file','filename':'b.img'}}")
        .add(NODE.formatted("n", 65536))
        .command("blockdev-mirror", "{'job-id':'m','device':'n','target':'b','sync':'top'}")
        .add(
            "{'driver':'qcow2','node-name':'s','file':{'driver':'file','filename':'s.img'},"
                + "'backing':'b'}")
        .command("drive-backup", "{'device':'s','sync':'top','target':'t.img'}")
        .ends("LOCK_NOT_GOT");
  }
}
