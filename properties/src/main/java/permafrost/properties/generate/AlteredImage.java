package permafrost.properties.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import permafrost.model.scenario.Line;

/**
 * Images of qcow2 with a fault in the header: each is created, and then some of its bytes are
 * written over, as {@code OFFSET HEX} says.
 */
enum AlteredImage {
  VERSION("7 04"),
  CLUSTERS_TOO_SMALL("23 08"),
  CLUSTERS_TOO_LARGE("23 16"),
  HEADER_TOO_SHORT("103 60"),
  HEADER_TOO_LONG("101 01"),
  BACKING_OFFSET("12 01"),
  BACKING_NAME("-u -b a -F raw", "18 40"),
  COMPRESSION_TYPE("104 02"),
  COMPRESSION_WITHOUT_BIT("104 01"),
  COMPRESSION_BIT("79 08"),
  FEATURE("79 20"),
  FEATURES("78 81"),
  CORRUPT("79 02"),
  DATA_FILE("79 04"),
  DATA_FILE_RAW("95 02"),
  SUBCLUSTERS("-o cluster_size=4k", "79 10"),
  REFCOUNT_WIDTH("99 07"),
  AES("35 01"),
  LUKS("35 02"),
  CIPHER("35 03"),
  REFCOUNT_TABLE_NONE("59 00"),
  REFCOUNT_TABLE_LARGE("57 01"),
  REFCOUNT_TABLE_OFFSET("55 01"),
  REFCOUNT_TABLE_BEYOND("48 7ffffffffffe0000"),
  SNAPSHOTS_MANY("60 01"),
  SNAPSHOTS_OFFSET("63 01;71 01"),
  SNAPSHOTS_BEYOND("63 01;64 7fffffffffff0000"),
  SNAPSHOT_EXTRA("63 01;38 05"),
  L1_LARGE("36 01"),
  L1_OFFSET("47 01"),
  L1_BEYOND("40 7fffffffffff0000"),
  L1_SMALL("39 00"),
  SIZE("24 10"),
  EXTENSION("116 7f"),
  CRYPTO_EXTENSION("112 0537be77"),
  CRYPTO_EXTENSION_SIZE("35 02;112 0537be77"),
  BITMAPS_EXTENSION_SIZE("112 23852875"),
  BITMAPS_EXTENSION("95 01;112 2385287500000018"),
  FORMAT_EXTENSION("112 e2792aca");

  private final String path = "q" + ordinal();
  private final String create;
  private final String bytes;

  AlteredImage(String bytes) {
    this("", bytes);
  }

  AlteredImage(String create, String bytes) {
    this.create = create;
    this.bytes = bytes;
  }

  String path() {
    return path;
  }

  /** The lines that make it. */
  List<Line> lines() {
    List<String> made = new ArrayList<>(List.of("create", "-f", "qcow2"));
    Arrays.stream(create.split(" ")).filter(word -> !word.isEmpty()).forEach(made::add);
    made.add(path);
    made.add("1M");
    List<String> written = new ArrayList<>(List.of("-f", "raw"));
    for (String place : bytes.split(";")) {
      String[] parts = place.split(" ");
      int offset = Integer.parseInt(parts[0]);
      for (byte value : HexFormat.of().parseHex(parts[1])) {
        written.add("-c");
        written.add("write -P %d %d 1".formatted(Byte.toUnsignedInt(value), offset++));
      }
    }
    written.add(path);
    return List.of(new Line.QemuImg(made), new Line.QemuIo(written));
  }
}
