package permafrost.model.image;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first bytes of a qcow2 file as {@code qemu-img create} writes them, some of them overwritten.
 * Source: {@code qcow2_update_header}, {@code QCowHeader}.
 *
 * <p>Where the backing file's name stands is not known to the model; the low bytes of its offset,
 * and the lowest of its length, are not among the {@link #PLACES} to be overwritten, nor is the
 * magic number: so the file stays one of qcow2, and names no other file than before.
 */
public final class HeaderBytes {

  /** The offsets, in bytes, of what can be overwritten in a file whose header has version 3. */
  public static final Set<Integer> PLACES =
      IntStream.range(0, 120)
          .filter(at -> (at >= 4 && at < 13) || (at >= 16 && at < 19) || at >= 20)
          .boxed()
          .collect(Collectors.toUnmodifiableSet());

  /** How long a header of version 2 is, in bytes. */
  public static final int LENGTH_OF_VERSION_2 = 72;

  private static final int MAGIC = 0x514649fb;
  private static final int LENGTH = 112;
  private static final int BACKING_FORMAT = 0xe2792aca;
  private static final int FEATURE_NAMES = 0x6803f857;
  private static final int LENGTH_OF_FEATURE_NAMES = 384;

  private final Qcow2Header made;
  private final ByteBuffer bytes = ByteBuffer.allocate(120);
  private final Set<Integer> overwritten;

  /**
   * The bytes.
   *
   * @param made the header that was written
   * @param overwriting what stands at an offset instead
   */
  public HeaderBytes(Qcow2Header made, Map<Integer, Byte> overwriting) {
    this.made = made;
    this.overwritten = overwriting.keySet();
    boolean hasBacking = !made.backingFile().isEmpty();
    bytes.putInt(0, MAGIC).putInt(4, made.version());
    bytes.putLong(8, hasBacking ? LENGTH : 0).putInt(16, made.backingFile().length());
    bytes.putInt(20, Integer.numberOfTrailingZeros(made.clusterSize()));
    bytes.putLong(24, made.virtualSize());
    bytes.putInt(36, (int) Qcow2Layout.l1Entries(made)).putLong(40, 3L * made.clusterSize());
    bytes.putLong(48, made.clusterSize()).putInt(56, 1);
    if (made.version() > 2) {
      boolean zstd = made.compressionType().equals("zstd");
      bytes.putLong(72, (zstd ? 8 : 0) | (made.extendedL2() ? 16 : 0));
      bytes.putLong(80, made.lazyRefcounts() ? 1 : 0);
      bytes.putInt(96, Integer.numberOfTrailingZeros(made.refcountBits())).putInt(100, LENGTH);
      bytes.put(104, (byte) (zstd ? 1 : 0));
      String format = made.backingFormat();
      bytes.putInt(112, format.isEmpty() ? FEATURE_NAMES : BACKING_FORMAT);
      bytes.putInt(116, format.isEmpty() ? LENGTH_OF_FEATURE_NAMES : format.length());
    }
    overwriting.forEach((offset, value) -> bytes.put(offset, value));
  }

  /** What the header said before anything was overwritten. */
  public Qcow2Header made() {
    return made;
  }

  /** The unsigned number of four bytes at this offset. */
  public long word(int offset) {
    return Integer.toUnsignedLong(bytes.getInt(offset));
  }

  /** The number of eight bytes at this offset, to be read as unsigned. */
  public long doubleWord(int offset) {
    return bytes.getLong(offset);
  }

  /** The unsigned number of one byte. */
  public int single(int offset) {
    return Byte.toUnsignedInt(bytes.get(offset));
  }

  /** Whether one of the bytes from {@code from} to {@code to - 1} is overwritten. */
  public boolean differs(int from, int to) {
    return overwritten.stream().anyMatch(at -> at >= from && at < to);
  }
}
