package permafrost.properties.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import permafrost.fixtures.Unusable;
import permafrost.model.Model;
import permafrost.model.Planted;
import permafrost.properties.campaign.Campaign;
import permafrost.properties.campaign.CaseSource;
import permafrost.properties.campaign.Extent;
import permafrost.properties.campaign.FindingsFolder;
import permafrost.properties.campaign.Interruption;
import permafrost.properties.campaign.Shrinking;
import permafrost.properties.generate.Avoidance;
import permafrost.properties.generate.CaseGenerator;
import permafrost.properties.generate.GeneratedCase;
import permafrost.properties.generate.KnownBug;
import permafrost.properties.generate.Profile;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.lockstep.TestedQemu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fuzz}: random cases until the time is up. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Runs random command sequences on QEMU and the model; shrinks what diverges.")
final class FuzzCommand implements Callable<Integer> {

  private static final int EMULATOR_PERCENT = 10;

  /** What is left when the time is up is shrunk all the same, but not for longer than this. */
  private static final Duration SHRINKING = Duration.ofSeconds(60);

  @Mixin private QemuOption qemu = new QemuOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--time",
      paramLabel = "60s",
      converter = DurationConverter.class,
      description = "how long: 60s, 5m, 1h; 60s where neither this nor --cases is given")
  private Optional<Duration> time = Optional.empty();

  @Option(names = "--cases", paramLabel = "N", description = "how many cases")
  private Optional<Long> cases = Optional.empty();

  @Option(names = "--seed", paramLabel = "S", description = "the same seed gives the same cases")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--first", description = "end with the first new divergence")
  private boolean first;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where findings are written (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "mixed",
      description = "whose habits: libvirt, proxmox or mixed (default: ${DEFAULT-VALUE})")
  private Profile profile = Profile.MIXED;

  @Option(
      names = "--twice",
      description = "cases with two jobs alive at once only, each run twice for the same verdict")
  private boolean twice;

  @Option(names = "--json", description = "end with one JSON object instead of the summary")
  private boolean json;

  @Option(names = "--verbose", description = "name the refusals that were not seen")
  private boolean verbose;

  @Option(
      names = "--plant",
      paramLabel = "RULE",
      description = "make the model forget a rule, to see that it is found; 'list' names them all")
  private Optional<String> plant = Optional.empty();

  FuzzCommand() {}

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    if (plant.equals(Optional.of("list"))) {
      Planted.names().forEach(print::println);
      print.flush();
      return Main.AGREED;
    }
    plant.ifPresent(FuzzCommand::refuseUnknownRule);
    cases.ifPresent(FuzzCommand::refuseNoCases);
    new FindingsFolder(out).assertUsable();
    Interruption interruption = Interruption.installed();
    int code = Main.IMPOSSIBLE;
    try (Session session = Session.open(qemu.named(), plant, spec.commandLine().getErr())) {
      code = run(session, interruption, print);
    } finally {
      interruption.ended(code);
    }
    return code;
  }

  private int run(Session session, Interruption interruption, PrintWriter print) {
    long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 31));
    String origin =
        "QEMU " + session.qemu().version() + ", " + session.qemu().path() + ", seed " + chosen;
    Campaign campaign = new Campaign(setup(session, chosen, origin, interruption));
    Campaign.Outcome outcome;
    try (TerminalProgress progress =
        TerminalProgress.open(extent(), session.models().reachable().size())) {
      outcome = campaign.run(progress);
    }
    CampaignReport report =
        new CampaignReport(session.qemu(), chosen, session.models().refusals(), outcome);
    print.print(json ? report.json() + "\n" : report.text(verbose));
    print.flush();
    return outcome.findings().isEmpty() ? Main.AGREED : Main.DIVERGED;
  }

  private Campaign.Setup setup(
      Session session, long chosen, String origin, Interruption interruption) {
    Shrinking shrinking = session.shrinking(SHRINKING, interruption::asked);
    return new Campaign.Setup(
        scenario -> session.models().of(ScenarioRunner.program(scenario)),
        source(session),
        chosen,
        extent(),
        session.stage(),
        session.lockstep(),
        shrinking,
        session.explanations(),
        new FindingsFolder(out),
        origin,
        interruption,
        twice);
  }

  /** What sequences for this QEMU step around. */
  static List<Avoidance> avoidances(Session session) {
    return KnownBug.of(session.qemu().version(), session.known());
  }

  /** Some cases are run on the emulator, where the build has one beside its daemon. */
  private CaseSource source(Session session) {
    CaseSource most = source(session, session.qemu().preferred());
    if (session.qemu().preferred().equals(TestedQemu.EMULATOR)
        || session.qemu().build().systemEmulator().isEmpty()) {
      return most;
    }
    CaseSource some = source(session, TestedQemu.EMULATOR);
    return caseSeed ->
        Math.floorMod(caseSeed, 100) < EMULATOR_PERCENT ? some.of(caseSeed) : most.of(caseSeed);
  }

  private CaseSource source(Session session, String program) {
    CaseGenerator generator =
        new CaseGenerator(session.models().of(program), program, avoidances(session), profile);
    return source(generator, twice ? 2 : 0);
  }

  static CaseSource source(Model model, String program, List<? extends Avoidance> avoidances) {
    return source(new CaseGenerator(model, program, avoidances, Profile.MIXED), 0);
  }

  /** Cases in which so many jobs are alive at once. */
  private static CaseSource source(CaseGenerator generator, int alive) {
    return caseSeed -> {
      GeneratedCase made = generator.next(caseSeed, alive);
      return new CaseSource.Case(
          Optional.of(made.scenario()),
          made.careful(),
          made.dropped().stream().map(what -> what.substring(what.indexOf(' ') + 1)).toList());
    };
  }

  private Extent extent() {
    if (cases.isPresent()) {
      Duration most = time.orElse(Duration.ofDays(365));
      return new Extent(most, OptionalLong.of(cases.get()), first);
    }
    Extent timed = Extent.time(time.orElse(Duration.ofSeconds(60)));
    return first ? timed.untilFirst() : timed;
  }

  private static void refuseNoCases(long cases) {
    if (cases < 1) {
      throw new Unusable("--cases " + cases + ": name how many, 1 at least");
    }
  }

  private static void refuseUnknownRule(String rule) {
    if (!Planted.names().contains(rule)) {
      throw new Unusable(
          "--plant " + rule + ": the model has no such rule; '--plant list' names them all");
    }
  }
}
