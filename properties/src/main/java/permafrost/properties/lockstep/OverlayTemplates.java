package permafrost.properties.lockstep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Remembers new qcow2 overlays: {@code qemu-img create -f qcow2 -b BACKING -F FORMAT NAME}, all in
 * one folder. Of the backing file only its size and header decide what the overlay holds. For
 * several threads.
 */
final class OverlayTemplates {

  private static final int HEADER_BYTES = 4096;
  private static final long LARGEST_BYTES = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final Map<Kind, byte[]> made = new ConcurrentHashMap<>();

  /**
   * What decides an overlay's content.
   *
   * @param arguments of {@code qemu-img}
   * @param length of the backing file, in bytes
   * @param header its first bytes
   */
  record Kind(List<String> arguments, long length, ByteBuffer header) {

    Path file(Path folder) {
      return folder.resolve(arguments.getLast());
    }
  }

  /** The kind of overlay that these arguments make in this folder, if it is one of these. */
  Optional<Kind> kind(List<String> arguments, Path folder) throws IOException {
    if (arguments.size() != 8
        || !arguments.subList(0, 4).equals(List.of("create", "-f", "qcow2", "-b"))
        || !arguments.get(5).equals("-F")
        || !NAME.matcher(arguments.get(4)).matches()
        || !NAME.matcher(arguments.get(7)).matches()
        || Files.exists(folder.resolve(arguments.get(7)))) {
      return Optional.empty();
    }
    Path backing = folder.resolve(arguments.get(4));
    if (!Files.isRegularFile(backing)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(backing, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        continue;
      }
      return Optional.of(new Kind(arguments, channel.size(), header.flip()));
    }
  }

  /** Writes the overlay if one of its kind was remembered. */
  boolean make(Kind kind, Path folder) throws IOException {
    byte[] content = made.get(kind);
    if (content == null) {
      return false;
    }
    Files.write(kind.file(folder), content, StandardOpenOption.CREATE_NEW);
    return true;
  }

  /** Remembers the overlay that was just made. */
  void remember(Kind kind, Path folder) throws IOException {
    if (Files.size(kind.file(folder)) <= LARGEST_BYTES) {
      made.put(kind, Files.readAllBytes(kind.file(folder)));
    }
  }
}
