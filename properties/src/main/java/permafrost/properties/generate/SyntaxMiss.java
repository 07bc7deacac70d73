package permafrost.properties.generate;

import static permafrost.model.graph.Driver.BLKDEBUG;
import static permafrost.model.graph.Driver.COMPRESS;
import static permafrost.model.graph.Driver.COPY_ON_READ;
import static permafrost.model.graph.Driver.FILE;
import static permafrost.model.graph.Driver.NULL_AIO;
import static permafrost.model.graph.Driver.NULL_CO;
import static permafrost.model.graph.Driver.QCOW2;
import static permafrost.model.graph.Driver.RAW;
import static permafrost.model.graph.Driver.THROTTLE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.graph.Driver;

/** Options of a node that do not have the form the QAPI schema asks for. */
enum SyntaxMiss implements Idea, Fault {
  UNKNOWN_MEMBER(3, (s, o) -> !o.put("z", 1).isEmpty()),
  UNKNOWN_MEMBER_OF_CACHE(1, (s, o) -> !o.putObject("cache").put("z", 1).isEmpty()),
  MEMBER_OF_ANOTHER_DRIVER(1, (s, o) -> !o.put("bottom", "a").isEmpty(), FILE, RAW, QCOW2),
  DRIVER_LEFT_OUT(2, (s, o) -> o.remove("driver") != null),
  FILE_LEFT_OUT(2, (s, o) -> o.remove("file") != null, RAW, QCOW2, THROTTLE, COPY_ON_READ),
  FILENAME_LEFT_OUT(2, (s, o) -> o.remove("filename") != null, FILE),
  GROUP_LEFT_OUT(2, (s, o) -> o.remove("throttle-group") != null, THROTTLE),
  BAD_BOOLEAN(2, (s, o) -> !o.put("read-only", s.dice().oneOf("on", "true", "")).isEmpty()),
  NUMBER_FOR_BOOLEAN(1, (s, o) -> !o.put("force-share", 1).isEmpty()),
  NULL_FOR_BOOLEAN(1, (s, o) -> !o.putNull("auto-read-only").isEmpty()),
  NUMBER_FOR_NAME(2, (s, o) -> !o.put("node-name", 1).isEmpty()),
  NUMBER_FOR_FILENAME(1, (s, o) -> !o.put("filename", 1).isEmpty(), FILE),
  NUMBER_FOR_GROUP(1, (s, o) -> !o.put("throttle-group", 7).isEmpty(), THROTTLE),
  BOOLEAN_FOR_OBJECT(2, (s, o) -> !o.put("cache", true).isEmpty()),
  TEXT_FOR_NUMBER(2, (s, o) -> !o.put("size", "1").isEmpty(), NULL_CO, NULL_AIO, RAW),
  FRACTION_FOR_NUMBER(1, (s, o) -> !o.put("size", 1.5).isEmpty(), NULL_CO, RAW),
  NUMBER_TOO_LARGE(1, (s, o) -> !o.put("offset", BigInteger.ONE.shiftLeft(63)).isEmpty(), RAW),
  NEGATIVE_FOR_UNSIGNED(1, (s, o) -> !o.put("latency-ns", -1).isEmpty(), NULL_CO, NULL_AIO),
  TEXT_FOR_UNSIGNED(1, (s, o) -> !o.put("latency-ns", "1").isEmpty(), NULL_CO, NULL_AIO),
  LIMIT_OUT_OF_RANGE(2, (s, o) -> !o.put("max-transfer", 1L << 31).isEmpty(), BLKDEBUG),
  NULL_FOR_CHILD(2, (s, o) -> !o.putNull("file").isEmpty(), RAW, QCOW2, THROTTLE, COMPRESS),
  NUMBER_FOR_CHILD(2, (s, o) -> !o.put("file", 1).isEmpty(), RAW, QCOW2, COPY_ON_READ),
  LIST_FOR_CHILD(1, (s, o) -> o.putArray("file").isEmpty(), RAW, QCOW2),
  NUMBER_FOR_BACKING(2, (s, o) -> !o.put("backing", 1).isEmpty(), QCOW2),
  BAD_DRIVER(3, (s, o) -> !o.put("driver", s.dice().oneOf("zz", "", "qcow3")).isEmpty()),
  NUMBER_FOR_DRIVER(1, (s, o) -> !o.put("driver", 3).isEmpty()),
  BAD_DISCARD(2, (s, o) -> !o.put("discard", "on").isEmpty()),
  BAD_DETECT_ZEROES(2, (s, o) -> !o.put("detect-zeroes", "auto").isEmpty()),
  BAD_AIO(1, (s, o) -> !o.put("aio", "z").isEmpty(), FILE),
  BAD_LOCKING(1, (s, o) -> !o.put("locking", "yes").isEmpty(), FILE),
  BAD_OVERLAP_CHECK(1, (s, o) -> !o.put("overlap-check", "some").isEmpty(), QCOW2),
  BOOLEAN_FOR_OVERLAP_CHECK(1, (s, o) -> !o.put("overlap-check", true).isEmpty(), QCOW2),
  BAD_OVERLAP_TEMPLATE(
      1, (s, o) -> !o.putObject("overlap-check").put("template", "z").isEmpty(), QCOW2),
  BAD_OVERLAP_FLAG(
      1, (s, o) -> !o.putObject("overlap-check").put("main-header", 1).isEmpty(), QCOW2),
  BAD_ENCRYPTION(1, (s, o) -> !o.putObject("encrypt").put("format", "z").isEmpty(), QCOW2),
  EMPTY_ENCRYPTION(1, (s, o) -> o.putObject("encrypt").isEmpty(), QCOW2);

  private final int weight;
  private final Breaker breaker;
  private final List<Driver> drivers;

  SyntaxMiss(int weight, Breaker breaker, Driver... drivers) {
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
}
