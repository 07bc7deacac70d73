package permafrost.properties.lockstep;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.image.ImageTemplates;
import permafrost.model.scenario.Line;
import permafrost.qmp.Host;
import permafrost.qmp.HostException;
import permafrost.qmp.Program;
import permafrost.qmp.Run;

/** Runs the lines of a scenario that make files, in its own folder. For several threads. */
public final class HostLines {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int SECTOR = 512;
  private static final Set<String> NAME_REFUSED =
      Set.of("File name too long", "Is a directory", "Not a directory");

  private final Host host;
  private final Program program;
  private final ImageTemplates templates;
  private final OverlayTemplates overlays = new OverlayTemplates();
  private final PreparedFolders folders = new PreparedFolders();

  /**
   * With the tools of this program's build.
   *
   * @param host lends folders and processes
   */
  public HostLines(Host host, Program program) {
    this.host = host;
    this.program = program;
    this.templates =
        new ImageTemplates((arguments, folder) ->
            Run.of(host, folder, program.img(arguments.toArray(String[]::new)), LIMIT)
                    instanceof Run.Ended ended
                && ended.exit().clean());
  }

  /**
   * Runs the lines that come before QEMU, in an empty folder.
   *
   * @throws Unusable if a tool fails, with what it says
   * @throws HostException if this machine has no space or process for it
   */
  public void prepare(List<Line> lines, Path folder, RealNames names) {
    try {
      List<Line> first = PreparedFolders.first(lines);
      if (!folders.make(first, folder)) {
        first.forEach(line -> run(line, folder, names));
        folders.remember(first, folder);
      }
      lines.subList(first.size(), lines.size()).forEach(line -> run(line, folder, names));
    } catch (IOException e) {
      throw HostException.of("filling a folder", folder, e);
    }
  }

  /**
   * Runs one line.
   *
   * @throws Unusable if the tool fails, with what it says
   * @throws HostException if this machine has no space or process for it
   */
  public void run(Line line, Path folder, RealNames names) {
    switch (line) {
      case Line.QemuImg tool -> img(real(tool.arguments(), names), folder);
      case Line.QemuIo tool -> tool("qemu-io", program.io(words(tool.arguments(), names)), folder);
      case Line.CreateImage image ->
          write(folder.resolve(names.toReal(image.path())), out -> sectors(out, image.size()));
      case Line.WriteFile file ->
          write(
              folder.resolve(names.toReal(file.path())),
              out -> out.write(names.toReal(file.text()).getBytes()));
      case Line.Launch other -> throw new IllegalArgumentException("not a host line: " + other);
      case Line.Execute other -> throw new IllegalArgumentException("not a host line: " + other);
      case Line.Return other -> throw new IllegalArgumentException("not a host line: " + other);
      case Line.Error other -> throw new IllegalArgumentException("not a host line: " + other);
      case Line.Event other -> throw new IllegalArgumentException("not a host line: " + other);
    }
  }

  private void img(List<String> arguments, Path folder) {
    List<String> command = program.img(arguments.toArray(String[]::new));
    try {
      if (templates.make(arguments, folder)) {
        return;
      }
      Optional<OverlayTemplates.Kind> overlay = overlays.kind(arguments, folder);
      if (overlay.isEmpty()) {
        tool("qemu-img", command, folder);
      } else if (!overlays.make(overlay.get(), folder)) {
        tool("qemu-img", command, folder);
        overlays.remember(overlay.get(), folder);
      }
    } catch (IOException e) {
      throw failed("making an image", folder, e);
    }
  }

  private void tool(String name, List<String> command, Path folder) {
    switch (Run.of(host, folder, command, LIMIT)) {
      case Run.Ended ended when ended.exit().clean() -> {}
      case Run.Ended ended ->
          throw new Unusable(
              name
                  + " failed with "
                  + ended.exit()
                  + " on \""
                  + String.join(" ", command)
                  + "\": "
                  + ended.err()
                  + ended.out());
      case Run.TooSlow slow ->
          throw new Unusable(
              name + " did not end within " + LIMIT.toSeconds() + " s on " + command);
    }
  }

  private static List<String> real(List<String> arguments, RealNames names) {
    return arguments.stream().map(names::toReal).toList();
  }

  private static String[] words(List<String> arguments, RealNames names) {
    return real(arguments, names).toArray(String[]::new);
  }

  private static void sectors(OutputStream out, long size) throws IOException {
    for (long n = 0; n * SECTOR < size; n++) {
      int length = (int) Math.min(SECTOR, size - n * SECTOR);
      ByteBuffer sector = ByteBuffer.allocate(SECTOR);
      sector.putInt(0, (int) n).putInt(SECTOR - Integer.BYTES, (int) n);
      out.write(sector.array(), 0, length);
    }
  }

  private static void write(Path file, Content content) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.to(out);
    } catch (IOException e) {
      throw failed("writing a file", file, e);
    }
  }

  /** A name under which no file can be made is the scenario's fault, and not this machine's. */
  private static RuntimeException failed(String what, Path path, IOException e) {
    HostException failure = HostException.of(what, path, e);
    boolean isName =
        e instanceof NoSuchFileException
            || e instanceof FileSystemException f
                && NAME_REFUSED.contains(String.valueOf(f.getReason()));
    return isName ? new Unusable(failure.getMessage()) : failure;
  }

  private interface Content {
    void to(OutputStream out) throws IOException;
  }
}
