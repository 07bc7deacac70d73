package permafrost.properties.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import permafrost.model.scenario.Line;

/**
 * All files that a case can start from: {@link HostFile}, {@link AlteredImage} and {@link
 * ConfigFile}.
 */
final class StartingFiles {

  private StartingFiles() {}

  /** A path without the {@code ./} that may stand before it. */
  static String plain(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  /** The lines that create all of them. */
  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (HostFile file : HostFile.values()) {
      lines.add(file.line());
    }
    for (AlteredImage image : AlteredImage.values()) {
      lines.addAll(image.lines());
    }
    for (ConfigFile file : ConfigFile.values()) {
      lines.add(file.line());
    }
    return lines;
  }

  /** The lines that create those at these paths and all that they rest on. */
  static List<Line> lines(Set<String> paths) {
    List<Line> lines = new ArrayList<>(HostFile.lines(paths));
    for (AlteredImage image : AlteredImage.values()) {
      if (paths.contains(image.path())) {
        lines.addAll(image.lines());
      }
    }
    lines.addAll(ConfigFile.lines(paths));
    return lines;
  }
}
