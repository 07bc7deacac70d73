package permafrost.model.driver;

import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.image.HeaderBytes;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;

/**
 * What the qcow2 driver checks of an image's header, in its order: before it comes to the node's
 * options, after them, and after the data file. Source: {@code qcow2_do_open}.
 */
public final class Qcow2Check {

  private static final long LARGEST = Long.MAX_VALUE - ((1L << 30) - 1);
  private static final int KNOWN_FEATURES = 0x1f;
  private static final int DATA_FILE = 4;
  private static final int DATA_FILE_RAW = 2;
  private static final int CORRUPT = 2;
  private static final int COMPRESSION = 8;
  private static final int EXTENDED_L2 = 16;
  private static final int SUBCLUSTERS = 32;
  private static final int AES = 1;
  private static final int LUKS = 2;
  private static final long LARGEST_REFCOUNT_TABLE = 8 << 20;
  private static final long LARGEST_L1 = 32 << 20;
  private static final int MOST_SNAPSHOTS = 65536;
  private static final int SNAPSHOT_HEADER = 40;
  private static final int LONGEST_NAME = 1023;
  private static final int LONGEST_SNAPSHOT_EXTRA = 1024;

  private final HeaderBytes bytes;
  private final boolean altered;
  private final Predicate<String> objects;
  private final Rulebook rulebook;

  private Qcow2Check(
      HeaderBytes bytes, boolean altered, Predicate<String> objects, Rulebook rulebook) {
    this.bytes = bytes;
    this.altered = altered;
    this.objects = objects;
    this.rulebook = rulebook;
  }

  /**
   * Of this image.
   *
   * @param objects whether an object of this id exists
   */
  public static Qcow2Check of(Image.OfQcow2 image, Predicate<String> objects, Rulebook rulebook) {
    return switch (image) {
      case Image.Qcow2 made ->
          new Qcow2Check(
              new HeaderBytes(made.header(), HashTreePMap.empty()), false, objects, rulebook);
      case Image.Altered found ->
          new Qcow2Check(
              new HeaderBytes(found.made().header(), found.overwriting()), true, objects, rulebook);
    };
  }

  /** The header's encryption method: 0 for none, 1 for AES, 2 for LUKS. */
  public long encryptionMethod() {
    return bytes.word(32);
  }

  /**
   * Checks the header itself.
   *
   * @param writable whether the node is opened for writing
   * @return the header, as far as options are checked against it
   */
  public Qcow2Header beforeOptions(boolean writable) {
    if (!altered) {
      return bytes.made();
    }
    refuseUnless(
        version() == 2 || version() == 3, Qcow2ImageRefusal.VERSION_UNSUPPORTED, version());
    long bits = bytes.word(20);
    refuseUnless(bits >= 9 && bits <= 21, Qcow2ImageRefusal.CLUSTER_SIZE_UNSUPPORTED, bits);
    refuseUnless(headerLength() >= (version() == 2 ? 72 : 104), Qcow2ImageRefusal.HEADER_TOO_SHORT);
    refuseUnless(headerLength() <= clusterSize(), Qcow2ImageRefusal.HEADER_TOO_LONG);
    refuseUnless(
        Long.compareUnsigned(bytes.doubleWord(8), clusterSize()) <= 0,
        Qcow2ImageRefusal.BACKING_OFFSET_INVALID);
    features(writable);
    tables();
    Qcow2Header made = bytes.made();
    return new Qcow2Header(
        (int) version(),
        bytes.doubleWord(24),
        (int) clusterSize(),
        1 << refcountOrder(),
        made.lazyRefcounts(),
        has(EXTENDED_L2),
        made.compressionType(),
        made.backingFile(),
        made.backingFormat());
  }

  private void features(boolean writable) {
    int compression = version() == 3 && headerLength() > 104 ? bytes.single(104) : 0;
    refuseUnless(compression <= 1, Qcow2ImageRefusal.COMPRESSION_TYPE_UNKNOWN, compression);
    refuseUnless(compression != 0 || !has(COMPRESSION), Qcow2ImageRefusal.COMPRESSION_BIT_SET);
    refuseUnless(compression == 0 || has(COMPRESSION), Qcow2ImageRefusal.COMPRESSION_BIT_MISSING);
    long unknown = incompatible() & ~KNOWN_FEATURES;
    refuseUnless(unknown == 0, Qcow2ImageRefusal.FEATURE_UNSUPPORTED, Long.toHexString(unknown));
    refuseUnless(!has(CORRUPT) || !writable, Qcow2ImageRefusal.CORRUPT_AND_WRITABLE);
    long subcluster = clusterSize() / SUBCLUSTERS;
    refuseUnless(
        !has(EXTENDED_L2) || subcluster >= 512,
        Qcow2ImageRefusal.SUBCLUSTER_SIZE_UNSUPPORTED,
        subcluster);
    refuseUnless(refcountOrder() <= 6, Qcow2ImageRefusal.REFCOUNT_TOO_WIDE);
    refuseUnless(
        encryptionMethod() != AES || !rulebook.isOfEmulator(), Qcow2ImageRefusal.AES_NOT_ALLOWED);
  }

  private void tables() {
    long clusters = bytes.word(56);
    refuseUnless(clusters != 0, Qcow2ImageRefusal.REFCOUNT_TABLE_MISSING);
    table("Reference count", 48, clusters, clusterSize(), LARGEST_REFCOUNT_TABLE);
    table("Snapshot", 64, bytes.word(60), SNAPSHOT_HEADER, (long) SNAPSHOT_HEADER * MOST_SNAPSHOTS);
    table("Active L1", 40, bytes.word(36), Long.BYTES, LARGEST_L1);
    int entry = has(EXTENDED_L2) ? 16 : 8;
    int shift = (int) bytes.word(20) * 2 - Integer.numberOfTrailingZeros(entry);
    long needed = bytes.doubleWord(24) + (1L << shift) - 1 >>> shift;
    refuseUnless(needed <= Integer.MAX_VALUE, Qcow2ImageRefusal.IMAGE_TOO_BIG);
    refuseUnless(bytes.word(36) >= needed, Qcow2ImageRefusal.L1_TOO_SMALL);
    refuseUnless(readable(40, bytes.word(36) * Long.BYTES), Qcow2ImageRefusal.L1_NOT_READ);
  }

  /** Source: {@code qcow2_validate_table}. */
  private void table(String name, int place, long entries, long entryLength, long most) {
    long offset = bytes.doubleWord(place);
    refuseUnless(entries <= most / entryLength, Qcow2ImageRefusal.TABLE_TOO_LARGE, name);
    boolean fits =
        Long.compareUnsigned(offset, Long.MAX_VALUE - entries * entryLength) <= 0
            && offset % clusterSize() == 0;
    refuseUnless(fits, Qcow2ImageRefusal.TABLE_OFFSET_INVALID, name);
  }

  /** Checks what is read once the options are taken in. */
  public void afterOptions() {
    if (!altered) {
      return;
    }
    long refcountTable = bytes.word(56) * clusterSize();
    refuseUnless(readable(48, refcountTable), Qcow2ImageRefusal.REFCOUNT_TABLE_NOT_READ);
    if (version() != 3 || bytes.made().version() != 3 || headerLength() != 112) {
      throw new OutsideModel("extensions of an altered qcow2 header elsewhere");
    }
    extension(bytes.word(112), bytes.word(116));
  }

  /**
   * Checks whether a data file is given just where the header asks for one: one that names it is
   * outside the model.
   */
  public void dataFile(boolean given) {
    boolean asked = altered && has(DATA_FILE);
    if (given && !asked) {
      rulebook.refuse(Qcow2Refusal.DATA_FILE_NOT_EXTERNAL);
    }
    if (!given && asked) {
      rulebook.refuse(Qcow2Refusal.DATA_FILE_REQUIRED);
    }
    if (given || asked) {
      throw new OutsideModel("an image with a data file");
    }
    boolean raw = altered && version() == 3 && (bytes.single(95) & DATA_FILE_RAW) != 0;
    refuseUnless(!raw, Qcow2ImageRefusal.DATA_FILE_RAW_ALONE);
  }

  /** Source: {@code qcow2_read_extensions}, the first of them. */
  private void extension(long magic, long length) {
    if (!bytes.differs(112, 120)) {
      return;
    }
    refuseUnless(length <= clusterSize(), Qcow2ImageRefusal.EXTENSION_TOO_LARGE);
    if (magic == 0xe2792acaL) {
      refuseUnless(length < 16, Qcow2ImageRefusal.BACKING_FORMAT_TOO_LONG, length, 16);
    } else if (magic == 0x0537be77L) {
      refuseUnless(encryptionMethod() == LUKS, Qcow2ImageRefusal.CRYPTO_EXTENSION_UNEXPECTED);
      refuseUnless(length == 16, Qcow2ImageRefusal.CRYPTO_EXTENSION_SIZE, length, 16);
    } else if (magic == 0x23852875L) {
      refuseUnless(length == 24, Qcow2ImageRefusal.BITMAPS_EXTENSION_SIZE);
      boolean plain = bytes.made().backingFormat().isEmpty();
      if (plain && (bytes.single(95) & 1) != 0) {
        rulebook.refuse(Qcow2ImageRefusal.BITMAPS_EXTENSION_RESERVED);
      }
    }
    throw new OutsideModel("an altered qcow2 header extension that is read");
  }

  /** Checks what is read last; an altered header that passes all is outside the model. */
  public void afterDataFile(Qcow2Options.Encryption encryption) {
    if (!altered) {
      return;
    }
    if (encryptionMethod() == LUKS) {
      rulebook.refuse(Qcow2ImageRefusal.CRYPTO_HEADER_MISSING, LUKS);
    }
    if (encryptionMethod() == AES) {
      key(encryption.secret());
    }
    boolean named = !bytes.made().backingFile().isEmpty();
    refuseUnless(!named || bytes.word(16) <= LONGEST_NAME, Qcow2ImageRefusal.BACKING_NAME_TOO_LONG);
    snapshots();
    throw new OutsideModel("an altered qcow2 header that opens");
  }

  private void key(String secret) {
    refuseUnless(!secret.isEmpty(), Qcow2ImageRefusal.KEY_SECRET_MISSING);
    refuseUnless(objects.test(secret), Qcow2ImageRefusal.SECRET_NOT_FOUND, secret);
    rulebook.refuse(Qcow2ImageRefusal.SECRET_OTHER_TYPE, secret);
  }

  /** Source: {@code qcow2_do_read_snapshots}: the first entry. */
  private void snapshots() {
    if (bytes.word(60) == 0) {
      return;
    }
    refuseUnless(readable(64, SNAPSHOT_HEADER), Qcow2ImageRefusal.SNAPSHOT_TABLE_NOT_READ);
    boolean overHeader = bytes.doubleWord(64) == 0;
    refuseUnless(
        !overHeader || bytes.word(36) <= LONGEST_SNAPSHOT_EXTRA,
        Qcow2ImageRefusal.SNAPSHOT_EXTRA_TOO_LONG,
        0);
  }

  private boolean readable(int place, long length) {
    return bytes.doubleWord(place) <= LARGEST - length;
  }

  private long version() {
    return bytes.word(4);
  }

  private long clusterSize() {
    return 1L << bytes.word(20);
  }

  private long headerLength() {
    return version() == 2 ? HeaderBytes.LENGTH_OF_VERSION_2 : bytes.word(100);
  }

  private long incompatible() {
    return version() == 2 ? 0 : bytes.doubleWord(72);
  }

  private boolean has(int feature) {
    return (incompatible() & feature) != 0;
  }

  private long refcountOrder() {
    return version() == 2 ? 4 : bytes.word(96);
  }

  private void refuseUnless(boolean fine, Qcow2ImageRefusal refusal, Object... arguments) {
    if (!fine) {
      rulebook.refuse(refusal, arguments);
    }
  }
}
