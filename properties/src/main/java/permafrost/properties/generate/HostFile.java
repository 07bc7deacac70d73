package permafrost.properties.generate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import permafrost.model.scenario.Line;

/**
 * The image files that cases start from: a small fixed set, so that each is created once and copied
 * afterwards. One that rests on another comes after it. All sizes in bytes, or as {@code qemu-img}
 * has them.
 */
enum HostFile {
  RAW("r", false, "", "-f raw r 1M"),
  BIG_RAW("s", false, "", "-f raw s 2M"),
  ODD("o", false, "", ""),
  PLAIN("a", true, "", "-f qcow2 a 1M"),
  OVERLAY("b", true, "a", "-f qcow2 -b a -F qcow2 b"),
  OLD("c", true, "", "-f qcow2 -o compat=0.10 c 1M"),
  LAZY("d", true, "", "-f qcow2 -o lazy_refcounts=on d 2M"),
  SMALL_CLUSTERS("e", true, "", "-f qcow2 -o cluster_size=4k e 1M"),
  SECOND_OVERLAY("f", true, "b", "-f qcow2 -b b -F qcow2 f"),
  OVER_RAW("g", true, "r", "-f qcow2 -b r -F raw g"),
  BIG("h", true, "", "-f qcow2 h 2M"),
  FULL("k", true, "", "-f qcow2 -o preallocation=metadata k 16M"),
  OVER_FULL("l", true, "k", "-f qcow2 -b k -F qcow2 l"),
  EMPTY("m", true, "", "-f qcow2 m 16M"),
  DATA("i", false, "", ""),
  SMALL("j", true, "", "-f qcow2 j 64k");

  /** In bytes, of the image of which all clusters are there. */
  static final long FULL_SIZE = 16 << 20;

  /** The size of the file that is no whole number of sectors. */
  private static final long ODD_SIZE = 1000;

  /** The size of the file that has no holes. */
  static final long DATA_SIZE = 65536;

  private final String path;
  private final boolean qcow2;
  private final String below;
  private final String create;

  HostFile(String path, boolean qcow2, String below, String create) {
    this.path = path;
    this.qcow2 = qcow2;
    this.below = below;
    this.create = create;
  }

  String path() {
    return path;
  }

  boolean qcow2() {
    return qcow2;
  }

  /** Whether its header names a backing file. */
  boolean hasBacking() {
    return !below.isEmpty();
  }

  /** The file at this path, or at its alias with {@code ./} before it. */
  static Optional<HostFile> at(String given) {
    String path = StartingFiles.plain(given);
    for (HostFile file : values()) {
      if (file.path.equals(path)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The line that creates it. */
  Line line() {
    if (this == DATA) {
      return new Line.CreateImage(path, DATA_SIZE);
    }
    if (this == ODD) {
      return new Line.CreateImage(path, ODD_SIZE);
    }
    return new Line.QemuImg(Arrays.asList(("create " + create).split(" ")));
  }

  /** The lines that create those at these paths and all that they rest on. */
  static List<Line> lines(Set<String> paths) {
    Set<String> wanted = new LinkedHashSet<>(paths);
    for (int at = values().length - 1; at >= 0; at--) {
      HostFile file = values()[at];
      if (wanted.contains(file.path)) {
        wanted.add(file.below);
      }
    }
    return Arrays.stream(values())
        .filter(file -> wanted.contains(file.path))
        .map(HostFile::line)
        .toList();
  }
}
