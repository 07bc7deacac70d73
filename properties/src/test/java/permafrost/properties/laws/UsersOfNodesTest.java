package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.Refusal;
import permafrost.properties.lockstep.ScenarioRunner;

/**
 * What uses nodes and is none, and what rearranges them: each scenario runs on the real QEMU and
 * agrees to its end; the refusals that it met are named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersOfNodesTest {

  private static final String SERVER =
      """
      {"execute":"nbd-server-start","arguments":{"addr":{"type":"unix","data":{"path":"x"}}}}
      """;

  private static final String IMAGES =
      """
      {"qemu-img": ["create", "-f", "qcow2", "a", "1M"]}
      {"qemu-img": ["create", "-f", "qcow2", "-b", "a", "-F", "qcow2", "b"]}
      {"qemu-img": ["create", "-f", "qcow2", "o", "1M"]}
      """;

  @TempDir private Path folder;
  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig(QemuBuilds.ofThisMachine(line -> {}).found());
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void anExportKeepsItsNodeAndWhatItNeedsOfIt() {
    assertThat(
            refusals(
                """
                {"launch": ["--blockdev", "{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"n\\"}"], "program": "qemu-storage-daemon"}
                """
                    + SERVER
                    + """
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"n","writable":true}}
                    {"execute":"blockdev-del","arguments":{"node-name":"n"}}
                    {"execute":"blockdev-reopen","arguments":{"options":[{"driver":"null-co","node-name":"n","read-only":true}]}}
                    {"execute":"block_resize","arguments":{"node-name":"n","size":512}}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"n"}}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"f","node-name":"n"}}
                    {"execute":"block-export-del","arguments":{"id":"e"}}
                    {"execute":"blockdev-reopen","arguments":{"options":[{"driver":"null-co","node-name":"n","read-only":true}]}}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"n","writable":true}}
                    {"execute":"blockdev-del","arguments":{"node-name":"n"}}
                    """))
        .containsExactly(
            "NODE_HAS_BACKEND",
            "READ_ONLY_WITH_WRITERS",
            "PERMISSION_CONFLICT",
            "EXPORT_ID_TAKEN",
            "EXPORT_NAME_TAKEN",
            "READ_ONLY_NODE_AS_WRITABLE");
  }

  @Test
  void theEndOfTheServerIsTheEndOfItsExportsAndOfNodesThatOnlyTheyKept() {
    assertThat(
            refusals(
                """
                {"launch": ["--blockdev", "{\\"driver\\":\\"raw\\",\\"node-name\\":\\"r\\",\\"file\\":{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"n\\"}}"], "program": "qemu-storage-daemon"}
                """
                    + SERVER
                    + """
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"n"}}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"f","node-name":"r","name":"f"}}
                    {"execute":"query-block-exports"}
                    {"execute":"block-export-del","arguments":{"id":"f"}}
                    {"execute":"blockdev-del","arguments":{"node-name":"r"}}
                    {"execute":"blockdev-del","arguments":{"node-name":"n"}}
                    {"execute":"nbd-server-stop"}
                    {"execute":"query-block-exports"}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"n"}}
                    {"execute":"nbd-server-stop"}
                    """))
        .containsExactly("NODE_HAS_BACKEND", "REFERENCE_NOT_FOUND", "NBD_SERVER_NOT_RUNNING");
  }

  @Test
  void aFormatsFileIsNotSharedWithAReaderThatSharesNoResize() {
    assertThat(
            refusals(
                IMAGES
                    + """
                    {"launch": ["--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"file\\":{\\"driver\\":\\"file\\",\\"node-name\\":\\"f\\",\\"filename\\":\\"a\\"}}"], "program": "qemu-storage-daemon"}
                    """
                    + SERVER
                    + """
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"f"}}
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"q","writable":true}}
                    """))
        .containsExactly("PERMISSION_CONFLICT");
  }

  @Test
  void aResizedImageIsAsLargeAfterwardsForAllThatOpenIt() {
    assertThat(
            refusals(
                IMAGES
                    + """
                    {"launch": ["--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"file\\":{\\"driver\\":\\"file\\",\\"node-name\\":\\"f\\",\\"filename\\":\\"b\\"}}"], "program": "qemu-storage-daemon"}
                    {"execute":"block_resize","arguments":{"node-name":"q","size":2097152}}
                    {"execute":"block_resize","arguments":{"node-name":"q","size":65536}}
                    {"execute":"block_resize","arguments":{"node-name":"q","size":1000}}
                    {"execute":"block_resize","arguments":{"node-name":"f","size":1000}}
                    {"execute":"block_resize","arguments":{"node-name":"q","size":98304}}
                    {"execute":"blockdev-del","arguments":{"node-name":"q"}}
                    {"execute":"blockdev-add","arguments":{"driver":"qcow2","node-name":"q","read-only":true,"file":{"driver":"file","filename":"b"}}}
                    {"execute":"block_resize","arguments":{"node-name":"q","size":512}}
                    """))
        .containsExactly("QCOW2_SIZE_UNALIGNED", "PERMISSION_CONFLICT", "RESIZED_IMAGE_READ_ONLY");
  }

  @Test
  void aQuorumGivesTheHighestIndexAgainAndNoOther() {
    assertThat(
            refusals(
                """
                {"launch": ["--blockdev", "{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"a\\"}", "--blockdev", "{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"b\\"}", "--blockdev", "{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"c\\"}", "--blockdev", "{\\"driver\\":\\"quorum\\",\\"node-name\\":\\"q\\",\\"vote-threshold\\":1,\\"children\\":[\\"a\\",\\"b\\"]}"], "program": "qemu-storage-daemon"}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","node":"c"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","node":"c"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.2"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","node":"c"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.1"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","node":"b"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.1"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.3"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.2"}}
                {"execute":"x-blockdev-change","arguments":{"parent":"q","child":"children.0"}}
                """))
        .containsExactly("ADDED_NODE_HAS_PARENT", "CHILD_NOT_FOUND", "TOO_FEW_FOR_THRESHOLD");
  }

  @Test
  void aSnapshotMovesTheUsersToTheOverlayAndMakesTheNodeReadOnly() {
    assertThat(
            refusals(
                IMAGES
                    + """
                    {"launch": ["--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"file\\":{\\"driver\\":\\"file\\",\\"node-name\\":\\"f\\",\\"filename\\":\\"a\\"}}", "--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"o\\",\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"o\\"}}"], "program": "qemu-storage-daemon"}
                    """
                    + SERVER
                    + """
                    {"execute":"block-export-add","arguments":{"type":"nbd","id":"e","node-name":"q","writable":true}}
                    {"execute":"blockdev-snapshot","arguments":{"node":"f","overlay":"q"}}
                    {"execute":"blockdev-snapshot","arguments":{"node":"q","overlay":"f"}}
                    {"execute":"blockdev-snapshot","arguments":{"node":"q","overlay":"o"}}
                    {"execute":"blockdev-snapshot","arguments":{"node":"q","overlay":"o"}}
                    {"execute":"query-block-exports"}
                    {"execute":"block-export-del","arguments":{"id":"e"}}
                    {"execute":"blockdev-snapshot","arguments":{"node":"f","overlay":"o"}}
                    """))
        .containsExactly(
            "OVERLAY_IN_USE", "OVERLAY_IN_USE", "NODE_BUSY_AS_BACKING", "OVERLAY_HAS_BACKING");
  }

  @Test
  void anotherNameOfABackingFileIsWrittenThoughTheImageIsReadOnly() {
    assertThat(
            refusals(
                IMAGES
                    + """
                    {"launch": ["--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"read-only\\":true,\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"b\\"},\\"backing\\":{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"c\\",\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"a\\"}}}", "--blockdev", "{\\"driver\\":\\"raw\\",\\"node-name\\":\\"r\\",\\"read-only\\":true,\\"file\\":\\"q\\"}"], "program": "qemu-storage-daemon"}
                    {"execute":"change-backing-file","arguments":{"device":"q","image-node-name":"q","backing-file":"o"}}
                    {"execute":"change-backing-file","arguments":{"device":"r","image-node-name":"q","backing-file":"o"}}
                    {"execute":"change-backing-file","arguments":{"device":"r","image-node-name":"c","backing-file":"o"}}
                    {"execute":"blockdev-del","arguments":{"node-name":"r"}}
                    {"execute":"change-backing-file","arguments":{"device":"q","image-node-name":"q","backing-file":"o"}}
                    """))
        .containsExactly("ROOT_NODE_NEEDED", "CHANGED_NOT_IN_CHAIN", "CHANGED_WITHOUT_BACKING");
  }

  @Test
  void aHeaderOverAShorterFileMakesItAsLongAsACluster() {
    assertThat(
            refusals(
                IMAGES
                    + """
                    {"create-image": ["r", 12800]}
                    {"launch": ["--blockdev", "{\\"driver\\":\\"file\\",\\"node-name\\":\\"f\\",\\"filename\\":\\"r\\"}", "--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"b\\"},\\"backing\\":{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"c\\",\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"a\\"}}}"], "program": "qemu-storage-daemon"}
                    {"execute":"blockdev-reopen","arguments":{"options":[{"driver":"qcow2","node-name":"q","file":"f","backing":"c"}]}}
                    {"execute":"change-backing-file","arguments":{"device":"q","image-node-name":"q","backing-file":"o"}}
                    """))
        .isEmpty();
  }

  @Test
  void aLazyImageMayStillBeDirtyOverAnotherFile() {
    assertThat(
            refusals(
                """
                {"create-image": ["r", 1000]}
                {"qemu-img": ["create", "-f", "qcow2", "-o", "lazy_refcounts=on", "l", "64k"]}
                {"launch": ["--blockdev", "{\\"driver\\":\\"null-co\\",\\"node-name\\":\\"n\\"}", "--blockdev", "{\\"driver\\":\\"qcow2\\",\\"node-name\\":\\"q\\",\\"backing\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"r\\"},\\"file\\":{\\"driver\\":\\"file\\",\\"filename\\":\\"l\\"}}"], "program": "qemu-storage-daemon"}
                {"execute":"block-stream","arguments":{"device":"q","job-id":"j"}}
                {"execute":"blockdev-reopen","arguments":{"options":[{"driver":"qcow2","node-name":"q","file":"n"}]}}
                """))
        .isEmpty();
  }

  /** The names of what the scenario was refused with, after it agreed to its end. */
  private List<String> refusals(String lines) {
    Path file = folder.resolve("scenario.jsonl");
    try {
      Files.writeString(file, "{\"scenario\": \"users\"}\n" + lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    ScenarioRunner.Ran ran = rig.runner().run(ScenarioFile.read(file));
    assertThat(ran.result().divergence()).isEmpty();
    assertThat(ran.plan().unmodelled()).isEmpty();
    return ran.result().refusals().stream().map(Refusal::name).toList();
  }
}
