package permafrost.model.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a qcow2 header from a real file. Source: QEMU's {@code docs/interop/qcow2.txt}. */
final class HeaderOnDisk {

  private static final int MAGIC = 0x514649fb;
  private static final int BACKING_FORMAT = 0xE2792ACA;
  private static final int VERSION_2_LENGTH = 72;

  private HeaderOnDisk() {}

  static Optional<Qcow2Header> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.capacity() < VERSION_2_LENGTH || bytes.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    int version = bytes.getInt(4);
    boolean isNew = version > 2;
    long incompatible = isNew ? bytes.getLong(72) : 0;
    int length = isNew ? bytes.getInt(100) : VERSION_2_LENGTH;
    boolean compressionGiven = (incompatible & 8) != 0;
    return Optional.of(
        new Qcow2Header(
            version,
            bytes.getLong(24),
            1 << bytes.getInt(20),
            isNew ? 1 << bytes.getInt(96) : 16,
            isNew && (bytes.getLong(80) & 1) != 0,
            (incompatible & 16) != 0,
            compressionGiven && bytes.get(104) == 1 ? "zstd" : "zlib",
            text(bytes, (int) bytes.getLong(8), bytes.getInt(16)),
            extension(bytes, length)));
  }

  private static String extension(ByteBuffer bytes, int from) {
    int at = from;
    while (bytes.getInt(at) != 0) {
      int length = bytes.getInt(at + 4);
      if (bytes.getInt(at) == BACKING_FORMAT) {
        return text(bytes, at + 8, length);
      }
      at += 8 + (length + 7) / 8 * 8;
    }
    return "";
  }

  private static String text(ByteBuffer bytes, int offset, int length) {
    byte[] text = new byte[length];
    bytes.get(offset, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
