package permafrost.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process prints: a file, so that all it printed before a reply can be read once the reply
 * is there, and nobody has to keep a pipe from filling up.
 */
record Output(Path path) {
  private static final int MOST = 64 * 1024;

  /** The bytes from an offset on, the last 64 KiB of them; none if there is no such file. */
  byte[] from(long offset) {
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      long size = file.size();
      long start = Math.max(offset, size - MOST);
      if (start >= size) {
        return new byte[0];
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) (size - start));
      file.position(start);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        continue;
      }
      byte[] read = new byte[bytes.position()];
      bytes.flip().get(read);
      return read;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Its size in bytes; 0 if there is no such file. */
  long size() {
    return path.toFile().length();
  }

  /** The last 64 KiB of it, as text. */
  String tail() {
    return new String(from(0), StandardCharsets.UTF_8);
  }

  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It lies in the host's folder, which is removed as a whole.
      return;
    }
  }
}
