package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;
import permafrost.properties.coverage.Interaction;
import permafrost.properties.lockstep.TestedQemu;

/**
 * Makes random cases by walking the model: mostly commands that should work, and near misses. The
 * same seed gives the same case. Safe for use by several threads.
 */
public final class CaseGenerator {

  private static final String PROGRAM = "qemu-storage-daemon";
  private static final List<String> PATHS = List.of("filename", "config", "target");
  private static final int FEWEST_COMMANDS = 30;
  private static final int MOST_COMMANDS = 60;
  private static final int CAREFUL_PERCENT = 95;
  private static final int MOST_TRIES = 100;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Model model;
  private final String program;
  private final List<Avoidance> avoidances;
  private final Profile profile;
  private final Files files;
  private final RandomGeneratorFactory<RandomGenerator> dice =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /**
   * A generator that walks this model of a {@code qemu-storage-daemon}.
   *
   * @param avoidances what 95 of 100 cases step around
   */
  public CaseGenerator(Model model, List<? extends Avoidance> avoidances) {
    this(model, TestedQemu.DAEMON, avoidances);
  }

  /** The same for another program, of which it is the model. */
  public CaseGenerator(Model model, String program, List<? extends Avoidance> avoidances) {
    this(model, program, avoidances, Profile.MIXED);
  }

  /**
   * A generator that walks this model.
   *
   * @param program what is started, of which it is the model
   * @param avoidances what 95 of 100 cases step around
   * @param profile whose habits the cases have
   */
  public CaseGenerator(
      Model model, String program, List<? extends Avoidance> avoidances, Profile profile) {
    this.profile = profile;
    this.model = model;
    this.program = program;
    this.avoidances = List.copyOf(avoidances);
    Files prepared = Files.NONE;
    for (Line line : StartingFiles.lines()) {
      prepared = model.prepare(prepared, line);
    }
    this.files = prepared;
  }

  /** The case of this seed. */
  public GeneratedCase next(long seed) {
    Dice thrown = new Dice(dice.create(seed));
    boolean careful = thrown.percent(CAREFUL_PERCENT);
    List<Avoidance> avoided = careful ? avoidances : List.of();
    Start start = new Opening(model, files).start(thrown, program);
    Walk walk =
        new Walk(
            profile.turns(thrown, Repertoire.of(program)),
            model,
            thrown,
            avoided,
            start.prediction().next());
    int length = FEWEST_COMMANDS + thrown.below(MOST_COMMANDS - FEWEST_COMMANDS + 1);
    while (walk.commands().size() < length && walk.step()) {
      // The walk keeps what it does.
    }
    return new GeneratedCase(
        seed,
        careful,
        scenario(seed, start, walk.commands()),
        start.prediction(),
        walk.predictions(),
        walk.ideas(),
        walk.dropped());
  }

  /**
   * The case of this seed, or of the first one derived from it, in which so many jobs are alive at
   * once; the last one tried, where that is hard to come by.
   */
  public GeneratedCase next(long seed, int alive) {
    GeneratedCase made = next(seed);
    for (int tries = 1; tries < MOST_TRIES && mostAlive(made) < alive; tries++) {
      made = next(seed + tries * GOLDEN);
    }
    return made;
  }

  private static long mostAlive(GeneratedCase made) {
    return made.predictions().stream()
        .filter(Prediction.Success.class::isInstance)
        .mapToLong(prediction -> Interaction.alive(((Prediction.Success) prediction).next()))
        .max()
        .orElse(0);
  }

  private static Scenario scenario(long seed, Start start, List<Command> commands) {
    Set<String> paths = paths(commands);
    start.nodes().forEach(options -> collectPaths(options, paths));
    List<Line> lines = StartingFiles.lines(paths);
    lines.add(start.launch());
    commands.forEach(command -> lines.add(new Line.Execute(command)));
    return new Scenario("generated/" + seed, "", lines);
  }

  /** The paths that these commands name, and these. */
  static Set<String> paths(List<Command> commands, String... more) {
    Set<String> paths = new HashSet<>(List.of(more));
    commands.forEach(command -> collectPaths(command.arguments(), paths));
    return paths;
  }

  private static void collectPaths(JsonNode options, Set<String> paths) {
    for (String option : PATHS) {
      if (options.path(option).isTextual()) {
        paths.add(StartingFiles.plain(options.get(option).textValue()));
      }
    }
    for (JsonNode member : options) {
      if (member.isContainerNode()) {
        collectPaths(member, paths);
      }
    }
  }
}
