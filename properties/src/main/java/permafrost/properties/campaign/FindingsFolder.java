package permafrost.properties.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import permafrost.fixtures.Unusable;
import permafrost.fixtures.scenario.ScenarioFile;
import permafrost.model.scenario.Scenario;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;
import permafrost.shrinking.script.ShellScript;

/**
 * The folder in which a campaign writes down what it finds, one folder for each signature: {@code
 * finding.txt}, {@code scenario.jsonl}, {@code reproduce.sh}, and {@code found.jsonl} as it was
 * before it was shrunk. Every file appears whole or not at all.
 *
 * @param path the folder; made with the first finding
 */
public record FindingsFolder(Path path) {

  private static final int LONGEST_NAME = 60;

  /** The shrunk scenario's name. */
  public static final String SCENARIO = "scenario.jsonl";

  /** The script's name. */
  public static final String SCRIPT = "reproduce.sh";

  /**
   * Looks whether it can be made and written to, and changes nothing.
   *
   * @throws Unusable if not
   */
  public void assertUsable() {
    Path there = path.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      String why = Files.isDirectory(there) ? " can not be written to" : " is no folder";
      throw new Unusable("--out " + path + ": " + there + why + "; name another with --out");
    }
  }

  /** The folder of a signature. */
  public Path of(String signature) {
    String words = signature.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    CRC32 sum = new CRC32();
    sum.update(signature.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String name = words.substring(0, Math.min(words.length(), LONGEST_NAME));
    return path.resolve("%s-%08x".formatted(name.replaceAll("^-|-$", ""), sum.getValue()));
  }

  /**
   * Writes down a divergence as it was found.
   *
   * @param origin where it comes from, for people: QEMU and seed
   * @throws Unusable if that is not possible
   */
  public Path found(Divergence divergence, Scenario scenario, String origin) {
    Path folder = of(divergence.signature());
    make(folder);
    ScenarioFile.write(folder.resolve("found.jsonl"), scenario);
    describe(folder, divergence, scenario, origin);
    return folder;
  }

  /**
   * Writes down a divergence in its shrunk form, beside what was found.
   *
   * @throws Unusable if that is not possible
   */
  public Path shrunk(Divergence divergence, Scenario scenario, String origin) {
    Path folder = of(divergence.signature());
    make(folder);
    describe(folder, divergence, scenario, origin);
    return folder;
  }

  private static void describe(
      Path folder, Divergence divergence, Scenario scenario, String origin) {
    ScenarioFile.write(folder.resolve(SCENARIO), scenario);
    String contrast = divergence.where().isEmpty() ? "" : divergence.where() + ": ";
    String script =
        ShellScript.render(
            scenario,
            divergence.signature() + "\n" + origin,
            Optional.of(
                new ShellScript.Contrast(
                    contrast + divergence.expected(), contrast + divergence.actual())));
    write(folder.resolve(SCRIPT), script);
    folder.resolve(SCRIPT).toFile().setExecutable(true);
    write(folder.resolve("finding.txt"), DivergenceText.of(divergence) + "\n" + origin + "\n");
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Unusable(
          "cannot make the folder " + folder + ": " + e + "; name another with --out");
    }
  }

  private static void write(Path file, String text) {
    try {
      Path part = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".part");
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new Unusable("cannot write " + file + ": " + e + "; free some space there");
    }
  }
}
