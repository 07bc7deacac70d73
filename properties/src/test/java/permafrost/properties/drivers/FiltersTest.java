package permafrost.properties.drivers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/**
 * The filters {@code preallocate}, {@code copy-before-write} and what reads the latter's copies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersTest {

  private static final String NULL = "{'driver':'null-co','node-name':'%s'}";
  private static final String COPYING =
      "{'driver':'copy-before-write','node-name':'c','file':'n','target':'t'}";

  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig(BuildsHere.tested().getFirst());
  }

  @AfterAll
  void close() {
    rig.close();
  }

  private Try preallocated() {
    return Try.on(rig)
        .image("create -f qcow2 a 1M")
        .add("{'driver':'file','node-name':'f','filename':'a'}")
        .add("{'driver':'preallocate','node-name':'p','file':'f','prealloc-align':4096}");
  }

  private Try copying() {
    return Try.on(rig).add(NULL.formatted("n")).add(NULL.formatted("t")).add(COPYING);
  }

  @Test
  void aPreallocateFilterKeepsGrowthToItselfOnlyBelowAWriterThatResizes() {
    preallocated()
        .add("{'driver':'raw','node-name':'r','file':'p'}")
        .add("{'driver':'qcow2','node-name':'q','file':'p'}")
        .del("q")
        .ends("success");
  }

  @Test
  void filtersAboveOneAnotherLetGoOneAfterTheOther() {
    for (QemuBuild build : BuildsHere.tested()) {
      try (Rig one = new Rig(build)) {
        Try.on(one)
            .image("create -f qcow2 a 1M")
            .add("{'driver':'file','node-name':'f','filename':'a'}")
            .add("{'driver':'preallocate','node-name':'p','file':'f'}")
            .add("{'driver':'preallocate','node-name':'above','file':'p'}")
            .add("{'driver':'qcow2','node-name':'q','file':'above'}")
            .del("q")
            .ends("success");
      }
    }
  }

  @Test
  void itsOptionsMayChangeInAReopen() {
    preallocated()
        .reopen(
            "{'driver':'preallocate','node-name':'p','file':'f','prealloc-align':512,"
                + "'prealloc-size':1000}")
        .ends("success");
  }

  @Test
  void anOptionOnceGivenMayNotBeLeftOut() {
    preallocated()
        .reopen("{'driver':'preallocate','node-name':'p','file':'f'}")
        .ends("OPTION_NOT_RESETTABLE");
  }

  @Test
  void itsAlignmentIsOneOfSectors() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add("{'driver':'preallocate','node-name':'p','file':'n','prealloc-align':1000}")
        .ends("PREALLOCATION_UNALIGNED");
  }

  @Test
  void itsAlignmentIsOneOfWhatIsBelow() {
    Try.on(rig)
        .add("{'driver':'blkdebug','node-name':'b','align':4096,'image':{'driver':'null-co'}}")
        .add("{'driver':'preallocate','node-name':'p','file':'b','prealloc-align':512}")
        .ends("PREALLOCATION_UNALIGNED_BELOW");
  }

  @Test
  void itsFileMayBeReplaced() {
    preallocated()
        .add("{'driver':'null-co','node-name':'n','size':1000}")
        .reopen("{'driver':'preallocate','node-name':'p','file':'n','prealloc-align':4096}")
        .ends("success");
  }

  @Test
  void itsFileReplacedBelowAWriterIsTakenAsItWas() {
    preallocated()
        .add("{'driver':'qcow2','node-name':'q','file':'p'}")
        .add("{'driver':'file','node-name':'g','filename':'a','read-only':true}")
        .reopen("{'driver':'preallocate','node-name':'p','file':'g','prealloc-align':4096}")
        .ends("NODE_IS_READ_ONLY");
  }

  @Test
  void aCopyBeforeWriteFilterLeavesNothingToWritersOnceItIsUsed() {
    copying().add("{'driver':'raw','node-name':'r','file':'c'}").del("r").ends("success");
  }

  @Test
  void itsTargetMayBeWhatItFiltersWhileNoOneUsesIt() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add("{'driver':'copy-before-write','node-name':'c','file':'n','target':'n'}")
        .ends("success");
  }

  @Test
  void whoeverIsOpenedOverItUsesItBeforeItIsNamed() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add("{'driver':'copy-before-write','node-name':'c','file':'n','target':'n'}")
        .add("{'driver':'raw','node-name':'n','file':'c'}")
        .ends("PERMISSION_CONFLICT");
  }

  @Test
  void itCopiesWholeClustersOfItsTarget() {
    Try.on(rig)
        .image("create -f qcow2 -o cluster_size=128k a 1M")
        .add("{'driver':'null-co','node-name':'n','size':1000}")
        .add(
            "{'driver':'copy-before-write','node-name':'c','file':'n','on-cbw-error':"
                + "'break-snapshot','cbw-timeout':3,'target':{'driver':'qcow2','backing':null,"
                + "'file':{'driver':'file','filename':'a'}}}")
        .ends("success");
  }

  @Test
  void itCanNotBeReopened() {
    copying().reopen(COPYING).ends("REOPEN_UNSUPPORTED");
  }

  @Test
  void theNodeOfItsBitmapMustBeThere() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add(
            "{'driver':'copy-before-write','node-name':'c','file':'n','target':'n',"
                + "'bitmap':{'node':'z','name':'b'}}")
        .ends("BITMAP_NODE_NOT_FOUND");
  }

  @Test
  void itsBitmapMustBeThere() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add(
            "{'driver':'copy-before-write','node-name':'c','file':'n','target':'n',"
                + "'bitmap':{'node':'n','name':'b'}}")
        .ends("BITMAP_NOT_FOUND");
  }

  @Test
  void aSnapshotOfWhatKeepsNoneCanNotBeRead() {
    Try.on(rig)
        .add(NULL.formatted("n"))
        .add("{'driver':'snapshot-access','node-name':'s','file':'n'}")
        .add("{'driver':'qcow2','node-name':'q','file':'s'}")
        .ends("HEADER_NOT_SUPPORTED");
  }

  @Test
  void aSnapshotShowsWhatTheFilterFilters() {
    Try.on(rig)
        .image("create -f qcow2 a 1M")
        .add("{'driver':'file','node-name':'n','filename':'a'}")
        .add(NULL.formatted("t"))
        .add(COPYING)
        .add("{'driver':'snapshot-access','node-name':'s','file':'c'}")
        .add("{'driver':'qcow2','node-name':'q','file':'s'}")
        .ends("success");
  }

  /**
   * An image {@code b}, and others over it: {@code x} with data, {@code k}, the filter {@code r},
   * {@code m} and {@code d}.
   */
  private Try copyingOnRead() {
    return Try.on(rig)
        .image("create -f qcow2 b.img 1M")
        .image("create -f qcow2 x.img 1M")
        .image("create -f qcow2 k.img 1M")
        .image("create -f qcow2 m.img 1M")
        .image("create -f qcow2 d.img 1M")
        .io("x.img", "write 0 256k")
        .add(image("b", "null"))
        .add(image("x", "'b'"))
        .add(image("k", "'x'"))
        .add("{'driver':'copy-on-read','node-name':'r','file':'k'}")
        .add(image("m", "'r'"))
        .add(image("d", "'m'"));
  }

  private static String image(String name, String backing) {
    return "{'driver':'qcow2','node-name':'%1$s','backing':%2$s,'file':"
        .concat("{'driver':'file','filename':'%1$s.img'}}")
        .formatted(name, backing);
  }

  @Test
  void aStreamLetsACopyOnReadFilterBelowItCopy() {
    copyingOnRead().command("block-stream", "{'device':'d','job-id':'j'}").ends("success");
  }

  @Test
  void soDoesACommit() {
    copyingOnRead()
        .command("block-commit", "{'device':'d','job-id':'j','top-node':'m','base-node':'b'}")
        .ends("success");
  }
}
