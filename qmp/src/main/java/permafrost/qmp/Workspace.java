package permafrost.qmp;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A private folder (mode 0700) for one case: its images lie there. Removed with all that is in it
 * on {@link #close}, or when its {@link Host} ends, however that happens.
 */
public final class Workspace implements AutoCloseable {
  private final Path path;

  Workspace(Path path) {
    this.path = path;
  }

  /** The folder; absolute. */
  public Path path() {
    return path;
  }

  /**
   * Removes the folder. Does nothing the second time.
   *
   * @throws HostException if something in it cannot be removed
   */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException e) {
      throw HostException.of("removing a folder", path, e);
    }
  }

  /** Deletes files as it meets them and folders when they are empty. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
