package permafrost.properties.generate;

import static permafrost.model.graph.Driver.BLKDEBUG;
import static permafrost.model.graph.Driver.COPY_BEFORE_WRITE;
import static permafrost.model.graph.Driver.COPY_ON_READ;
import static permafrost.model.graph.Driver.FILE;
import static permafrost.model.graph.Driver.HOST_CDROM;
import static permafrost.model.graph.Driver.HOST_DEVICE;
import static permafrost.model.graph.Driver.NBD;
import static permafrost.model.graph.Driver.NULL_AIO;
import static permafrost.model.graph.Driver.NULL_CO;
import static permafrost.model.graph.Driver.PREALLOCATE;
import static permafrost.model.graph.Driver.QCOW2;
import static permafrost.model.graph.Driver.QUORUM;
import static permafrost.model.graph.Driver.RAW;
import static permafrost.model.graph.Driver.THROTTLE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.graph.Node;

/** Options of a node with a value that the block layer or the node's driver refuses. */
enum OptionMiss implements Idea, Fault {
  FORCE_SHARE_AND_WRITABLE(3, OptionMiss::forceShare),
  UNMAP_WITHOUT_DISCARD(4, OptionMiss::unmap),
  NAME_LEFT_OUT(3, (s, o) -> o.remove("node-name") != null),
  NAME_MALFORMED(3, (s, o) -> name(o, s.dice().oneOf("", "1", "#x", "a/b", "a b", "-"))),
  NAME_TOO_LONG(2, (s, o) -> name(o, "a".repeat(32))),
  NAME_TAKEN(4, (s, o) -> s.node(node -> true).filter(n -> name(o, n.name())).isPresent()),
  NAME_OF_CHILD(2, OptionMiss::nameOfChild, RAW, QCOW2, THROTTLE, COPY_ON_READ),
  FILE_NOT_THERE(2, (s, o) -> !o.put("file", s.unknownName()).isEmpty(), RAW, QCOW2, THROTTLE),
  BACKING_NOT_THERE(2, (s, o) -> !o.put("backing", s.unknownName()).isEmpty(), QCOW2),
  BACKING_BESIDE_HEADER(2, OptionMiss::besideHeader, QCOW2),
  BACKING_EMPTY(1, (s, o) -> !o.put("backing", "").isEmpty(), QCOW2),
  FILENAME_MISSING(
      3,
      (s, o) -> !o.put("filename", s.hasServer() ? "z" : s.dice().oneOf("z", "x")).isEmpty(),
      FILE),
  FILENAME_EMPTY(1, (s, o) -> !o.put("filename", "").isEmpty(), FILE),
  FILENAME_OF_FOLDER(2, (s, o) -> !o.put("filename", ".").isEmpty(), FILE),
  FILE_IS_NO_DEVICE(2, (s, o) -> !o.isEmpty(), HOST_DEVICE, HOST_CDROM),
  DEVICE_NOT_THERE(1, (s, o) -> !o.put("filename", "zz").isEmpty(), HOST_DEVICE),
  FOLDER_WITH_DIRECT(2, OptionMiss::folderWithDirect, FILE),
  FILENAME_BARRED(
      2, (s, o) -> !o.put("filename", s.dice().oneOf("r/x", "x".repeat(256))).isEmpty(), FILE),
  AIO_NATIVE_AND_CACHED(2, OptionMiss::aioNative, FILE),
  MANAGER_UNKNOWN(5, (s, o) -> !o.put("pr-manager", "z").isEmpty(), FILE),
  MANAGER_A_GROUP(4, (s, o) -> ofGroup(s, o, "pr-manager"), FILE),
  CACHE_EMPTY(3, (s, o) -> o.putObject("cache").isEmpty(), FILE, NULL_CO, RAW, QCOW2),
  NULL_SIZE_TOO_LARGE(2, (s, o) -> !o.put("size", Long.MAX_VALUE).isEmpty(), NULL_CO, NULL_AIO),
  NULL_SIZE_NEGATIVE(5, (s, o) -> !o.put("size", -1).isEmpty(), NULL_CO, NULL_AIO),
  LATENCY_TOO_LARGE(
      1, (s, o) -> !o.put("latency-ns", BigInteger.ONE.shiftLeft(63)).isEmpty(), NULL_CO),
  OFFSET_BEYOND_END(3, (s, o) -> !o.put("offset", 1 << 30).isEmpty(), RAW),
  WINDOW_BEYOND_END(3, (s, o) -> !o.put("offset", 512).put("size", 1 << 21).isEmpty(), RAW),
  RAW_SIZE_UNALIGNED(3, (s, o) -> !o.put("size", s.dice().oneOf(1, 513, 1000)).isEmpty(), RAW),
  OFFSET_NEGATIVE(1, (s, o) -> !o.put("offset", -512).isEmpty(), RAW),
  RAW_SIZE_NEGATIVE(1, (s, o) -> !o.put("size", -512).isEmpty(), RAW),
  NOT_QCOW2(3, OptionMiss::notQcow2, QCOW2),
  ALL_CACHE_SIZES(2, (s, o) -> caches(o, 1 << 21, 1 << 20, 1 << 20), QCOW2),
  L2_CACHE_ABOVE_ALL(2, (s, o) -> caches(o, 65536, 1 << 20, -1), QCOW2),
  REFCOUNT_CACHE_ABOVE_ALL(2, (s, o) -> caches(o, 65536, -1, 1 << 20), QCOW2),
  L2_CACHE_LARGE(1, (s, o) -> caches(o, -1, 1L << 62, -1), QCOW2),
  L2_CACHE_TOO_BIG(2, (s, o) -> caches(o, 1L << 62, -1, 0), QCOW2),
  REFCOUNT_CACHE_TOO_BIG(1, (s, o) -> caches(o, -1, -1, 1L << 62), QCOW2),
  CACHE_SIZE_NEGATIVE(1, (s, o) -> !o.put("l2-cache-size", -1).isEmpty(), QCOW2),
  L2_ENTRY_SIZE(
      2,
      (s, o) -> !o.put("l2-cache-entry-size", s.dice().oneOf(256, 1000, 1 << 22)).isEmpty(),
      QCOW2),
  CLEAN_INTERVAL_TOO_BIG(1, (s, o) -> !o.put("cache-clean-interval", 1L << 40).isEmpty(), QCOW2),
  LAZY_ON_OLD(3, OptionMiss::lazyOnOld, QCOW2),
  ENCRYPT_ON_PLAIN(
      2,
      (s, o) -> !o.putObject("encrypt").put("format", s.dice().oneOf("aes", "luks")).isEmpty(),
      QCOW2),
  DATA_FILE_ON_PLAIN(1, OptionMiss::dataFile, QCOW2),
  BOTTOM_NOT_THERE(2, (s, o) -> !o.put("bottom", s.unknownName()).isEmpty(), COPY_ON_READ),
  BOTTOM_A_FILTER(3, OptionMiss::bottomFilter, COPY_ON_READ),
  BOTTOM_ELSEWHERE(
      2,
      (s, o) -> s.node(n -> !n.driver().isFilter()).filter(n -> bottom(o, n)).isPresent(),
      COPY_ON_READ),
  ALIGNMENT(2, (s, o) -> !o.put("align", s.dice().oneOf(3L, 1000L, 1L << 31)).isEmpty(), BLKDEBUG),
  NO_VOTERS(2, (s, o) -> o.putArray("children").isEmpty(), QUORUM),
  THRESHOLD_TOO_SMALL(2, (s, o) -> !o.put("vote-threshold", 0).isEmpty(), QUORUM),
  THRESHOLD_TOO_LARGE(2, (s, o) -> !o.put("vote-threshold", 9).isEmpty(), QUORUM),
  VERIFY_AND_REWRITE(3, OptionMiss::verifyAndRewrite, QUORUM),
  PREALLOCATION_UNALIGNED(
      3, (s, o) -> !o.put("prealloc-align", s.dice().oneOf(1, 1000)).isEmpty(), PREALLOCATE),
  PREALLOCATION_NEGATIVE(1, (s, o) -> !o.put("prealloc-size", -1).isEmpty(), PREALLOCATE),
  PREALLOCATION_UNALIGNED_BELOW(2, OptionMiss::preallocationOverBlkdebug, PREALLOCATE),
  TARGET_NOT_THERE(2, (s, o) -> !o.put("target", s.unknownName()).isEmpty(), COPY_BEFORE_WRITE),
  BITMAP_NOT_THERE(3, OptionMiss::bitmap, COPY_BEFORE_WRITE),
  MIN_CLUSTER_SIZE(
      4,
      (s, o) -> !o.put("min-cluster-size", s.dice().oneOf(0L, 3L, 1L << 20, 1L << 32)).isEmpty(),
      COPY_BEFORE_WRITE),
  LIMIT_UNALIGNED(2, OptionMiss::limit, BLKDEBUG),
  CONFIG_NOT_THERE(1, (s, o) -> !o.put("config", s.dice().oneOf("", "zz")).isEmpty(), BLKDEBUG),
  CONFIG_IS_FOLDER(1, (s, o) -> !o.put("config", ".").isEmpty(), BLKDEBUG),
  CONFIG_WRONG(
      14, (s, o) -> !o.put("config", ConfigFile.any(s.dice(), true).path()).isEmpty(), BLKDEBUG),
  SNAPSHOT_OF_NOTHING(2, OptionMiss::snapshotOfNothing, QCOW2),
  NBD_NAME_TOO_LONG(1, (s, o) -> !o.put("export", "e".repeat(4097)).isEmpty(), NBD),
  NBD_BITMAP_TOO_LONG(1, (s, o) -> !o.put("x-dirty-bitmap", "b".repeat(4097)).isEmpty(), NBD),
  NBD_BITMAP_NOT_THERE(1, (s, o) -> !o.put("x-dirty-bitmap", "b").isEmpty(), NBD),
  NBD_EXPORT_NOT_THERE(2, (s, o) -> !o.put("export", "z").isEmpty(), NBD),
  NBD_EXPORT_READ_ONLY(4, OptionMiss::writableClient, NBD),
  NBD_CREDENTIALS_UNKNOWN(1, (s, o) -> !o.put("tls-creds", "z").isEmpty(), NBD),
  NBD_CREDENTIALS_A_GROUP(2, (s, o) -> ofGroup(s, o, "tls-creds"), NBD),
  NBD_DESCRIPTOR(
      1, (s, o) -> !o.putObject("server").put("type", "fd").put("str", "z").isEmpty(), NBD),
  NBD_SOCKET_NOT_THERE(
      3, (s, o) -> socket(o, s.dice().oneOf("z", "", ".", "s", "s/x", "z".repeat(109))), NBD),
  GROUP_NOT_THERE(3, (s, o) -> !o.put("throttle-group", "z").isEmpty(), THROTTLE);

  private final int weight;
  private final Breaker breaker;
  private final List<Driver> drivers;

  OptionMiss(int weight, Breaker breaker, Driver... drivers) {
    this.weight = weight;
    this.breaker = breaker;
    this.drivers = List.of(drivers);
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public boolean fits(Driver driver) {
    return drivers.isEmpty() || drivers.contains(driver);
  }

  @Override
  public boolean breaks(Situation situation, ObjectNode options) {
    return breaker.breaks(situation, options);
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return breaker.command(situation, drivers);
  }

  private static boolean name(ObjectNode options, String name) {
    return options.put("node-name", name).has("node-name");
  }

  private static boolean bottom(ObjectNode options, Node node) {
    return options.put("bottom", node.name()).has("bottom");
  }

  private static boolean forceShare(Situation situation, ObjectNode options) {
    options.remove("read-only");
    return options.put("force-share", true).has("force-share");
  }

  private static boolean unmap(Situation situation, ObjectNode options) {
    options.remove("discard");
    return options.put("detect-zeroes", "unmap").has("detect-zeroes");
  }

  private static boolean nameOfChild(Situation situation, ObjectNode options) {
    return options.get("file") instanceof ObjectNode file
        && options.has("node-name")
        && file.put("node-name", options.get("node-name").textValue()).has("node-name");
  }

  private static boolean folderWithDirect(Situation situation, ObjectNode options) {
    options.put("filename", ".").put("read-only", true);
    return options.putObject("cache").put("direct", true).has("direct");
  }

  private static boolean ofGroup(Situation situation, ObjectNode options, String key) {
    Optional<String> group = situation.dice().oneOf(situation.groups());
    group.ifPresent(id -> options.put(key, id));
    return group.isPresent();
  }

  private static boolean socket(ObjectNode options, String path) {
    return options.putObject("server").put("type", "unix").put("path", path).has("path");
  }

  /** Of an export that takes no writes. */
  private static boolean writableClient(Situation situation, ObjectNode options) {
    options.remove(List.of("read-only", "auto-read-only"));
    return situation
        .dice()
        .oneOf(
            situation.state().exports().all().stream()
                .filter(export -> !situation.isWritable(export))
                .toList())
        .map(export -> options.put("export", export.name()))
        .isPresent();
  }

  private static boolean limit(Situation situation, ObjectNode options) {
    Dice dice = situation.dice();
    String limit = dice.oneOf("max-transfer", "opt-write-zero", "max-write-zero", "max-discard");
    return options.put("align", 512).put(limit, dice.oneOf(1, 1000, Integer.MAX_VALUE)).has(limit);
  }

  private static boolean verifyAndRewrite(Situation situation, ObjectNode options) {
    ArrayNode voters = options.putArray("children");
    voters.addObject().put("driver", "null-co");
    voters.addObject().put("driver", "null-co");
    options.put("vote-threshold", 2).put("read-pattern", "quorum");
    return options.put("blkverify", true).put("rewrite-corrupted", true).has("blkverify");
  }

  private static boolean aioNative(Situation situation, ObjectNode options) {
    options.remove("cache");
    return options.put("aio", "native").has("aio");
  }

  private static boolean notQcow2(Situation situation, ObjectNode options) {
    options.remove("backing");
    ObjectNode file = options.putObject("file");
    if (situation.dice().percent(30)) {
      file.put("driver", "null-co").put("read-zeroes", true);
    } else {
      file.put("driver", "file").put("filename", situation.dice().oneOf("r", "s", "o"));
    }
    return true;
  }

  private static boolean preallocationOverBlkdebug(Situation situation, ObjectNode options) {
    options.put("prealloc-align", 512);
    ObjectNode below = options.putObject("file").put("driver", "blkdebug").put("align", 4096);
    below.putObject("image").put("driver", "null-co");
    return true;
  }

  private static boolean bitmap(Situation situation, ObjectNode options) {
    Dice dice = situation.dice();
    String node = dice.percent(50) ? "z" : situation.node(n -> true).map(Node::name).orElse("z");
    options.putObject("bitmap").put("node", node).put("name", "b");
    return true;
  }

  private static boolean snapshotOfNothing(Situation situation, ObjectNode options) {
    ObjectNode below = options.putObject("file").put("driver", "snapshot-access");
    return situation
        .node(node -> node.driver() != COPY_BEFORE_WRITE)
        .filter(node -> below.put("file", node.name()).has("file"))
        .isPresent();
  }

  private static boolean lazyOnOld(Situation situation, ObjectNode options) {
    options.remove("backing");
    options.putObject("file").put("driver", "file").put("filename", HostFile.OLD.path());
    return options.put("lazy-refcounts", true).has("lazy-refcounts");
  }

  private static boolean dataFile(Situation situation, ObjectNode options) {
    options.putObject("data-file").put("driver", "null-co");
    return true;
  }

  private static boolean besideHeader(Situation situation, ObjectNode options) {
    options.putObject("file").put("driver", "file").put("filename", HostFile.OVERLAY.path());
    ObjectNode below = options.putObject("backing");
    switch (situation.dice().below(3)) {
      case 0 -> below.put("driver", "null-co");
      case 1 -> below.put("driver", "file").put("filename", HostFile.RAW.path());
      default -> {
        below.put("driver", "raw");
        situation.node(node -> true).ifPresent(node -> below.put("file", node.name()));
      }
    }
    return below.size() > 1 || below.path("driver").asText().equals("null-co");
  }

  private static boolean bottomFilter(Situation situation, ObjectNode options) {
    return situation
        .node(node -> node.driver().isFilter())
        .filter(filter -> {
          options.put("bottom", filter.name());
          return options.put("file", filter.name()).has("file");
        })
        .isPresent();
  }

  /** Puts those sizes, in bytes, that are not negative. */
  private static boolean caches(ObjectNode options, long all, long l2, long refcount) {
    put(options, "cache-size", all);
    put(options, "l2-cache-size", l2);
    put(options, "refcount-cache-size", refcount);
    return true;
  }

  private static void put(ObjectNode options, String key, long size) {
    if (size < 0) {
      options.remove(key);
    } else {
      options.put(key, size);
    }
  }
}
