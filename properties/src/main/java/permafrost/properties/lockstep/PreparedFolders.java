package permafrost.properties.lockstep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import permafrost.fixtures.image.Template;
import permafrost.model.scenario.Line;

/**
 * Remembers what {@code qemu-img} and {@code qemu-io} make in a scenario's folder before QEMU
 * starts: the scenarios of one test begin with the same lines. Only those lines at the start that
 * create qcow2 images and write no zeroes to them, of which the bytes are all that matters. An
 * image may name its backing file by the folder, whose path is put right. For several threads.
 */
final class PreparedFolders {

  private static final long MOST_BYTES = 4L << 20;
  private static final int MOST_KINDS = 32;
  private static final Pattern PATTERN = Pattern.compile("write -P (0x)?0*[1-9a-f][0-9a-f]* .*");

  private final Map<Kind, Folder> made = new ConcurrentHashMap<>();

  /**
   * What decides a folder's content, paths aside.
   *
   * @param pathBytes how long the folder's path is
   */
  private record Kind(List<Line> lines, int pathBytes) {}

  /** A folder as it was, by the names of its files. */
  private record Folder(Path path, Map<String, Template> files) {}

  /** Those at the start of a scenario's lines whose work is remembered. */
  static List<Line> first(List<Line> lines) {
    return lines.stream().takeWhile(PreparedFolders::isPlain).toList();
  }

  /** Fills an empty folder if its like was remembered. */
  boolean make(List<Line> lines, Path folder) throws IOException {
    Folder like = made.get(kind(lines, folder));
    if (like == null) {
      return false;
    }
    for (Map.Entry<String, Template> file : like.files().entrySet()) {
      file.getValue()
          .replacing(bytes(like.path()), bytes(folder))
          .write(folder.resolve(file.getKey()));
    }
    return true;
  }

  /** Remembers the folder that these {@link #first} lines have filled, if that is worth it. */
  void remember(List<Line> lines, Path folder) throws IOException {
    if (made.size() >= MOST_KINDS || lines.stream().noneMatch(Line.QemuIo.class::isInstance)) {
      return;
    }
    Map<String, Template> files = new LinkedHashMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        Optional<Template> template =
            Files.isRegularFile(path) ? Template.of(path, MOST_BYTES) : Optional.empty();
        if (template.isEmpty()) {
          return;
        }
        files.put(path.getFileName().toString(), template.get());
      }
    }
    made.put(kind(lines, folder), new Folder(folder, files));
  }

  private static boolean isPlain(Line line) {
    return line instanceof Line.QemuImg img
            && img.arguments().size() > 3
            && img.arguments().subList(0, 3).equals(List.of("create", "-f", "qcow2"))
        || line instanceof Line.QemuIo io && writesOnly(io.arguments());
  }

  private static boolean writesOnly(List<String> arguments) {
    return arguments.size() == 5
        && arguments.subList(0, 3).equals(List.of("-f", "qcow2", "-c"))
        && PATTERN.matcher(arguments.get(3)).matches();
  }

  private static Kind kind(List<Line> lines, Path folder) {
    return new Kind(List.copyOf(lines), bytes(folder).length);
  }

  private static byte[] bytes(Path folder) {
    return folder.toString().getBytes(StandardCharsets.UTF_8);
  }
}
