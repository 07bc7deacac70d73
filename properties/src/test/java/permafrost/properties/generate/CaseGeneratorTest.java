package permafrost.properties.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import permafrost.fixtures.qemu.Schemas;
import permafrost.model.Command;
import permafrost.model.Model;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.scenario.Line;

class CaseGeneratorTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CASES = 400;

  private final CaseGenerator generator = new CaseGenerator(model(), KnownBug.all());

  static Model model() {
    return model("qemu-storage-daemon");
  }

  static Model model(String program) {
    return model(program, new QemuVersion(7, 2, 22));
  }

  static Model model(String program, QemuVersion version) {
    return new Model(Schemas.load().schema(program, version), Rulebook.of(version));
  }

  @Test
  void theSameSeedGivesTheSameCase() {
    CaseGenerator another = new CaseGenerator(model(), KnownBug.all());
    for (long seed = 0; seed < 50; seed++) {
      assertThat(another.next(seed).scenario()).isEqualTo(generator.next(seed).scenario());
    }
  }

  @Test
  void differentSeedsGiveDifferentCases() {
    assertThat(LongStream.range(0, 100).mapToObj(s -> generator.next(s).scenario().lines()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyCaseHasOneLaunchAndThirtyToSixtyCommandsWithAPredictionEach() {
    for (long seed = 0; seed < 200; seed++) {
      GeneratedCase made = generator.next(seed);
      List<Command> commands = made.scenario().commands();
      assertThat(commands).hasSizeBetween(30, 60);
      assertThat(made.predictions()).hasSameSizeAs(commands);
      assertThat(made.ideas()).hasSameSizeAs(commands);
      assertThat(made.scenario().lines()).filteredOn(Line.Launch.class::isInstance).hasSize(1);
    }
  }

  @Test
  void predictionsAreWhatTheModelSaysWhenTheScenarioIsWalkedAgain() {
    Model model = model();
    for (long seed = 0; seed < 100; seed++) {
      GeneratedCase made = generator.next(seed);
      State state = made.launch().next();
      List<Command> commands = made.scenario().commands();
      for (int at = 0; at < commands.size(); at++) {
        Prediction again = model.step(state, commands.get(at));
        assertThat(textOf(again)).isEqualTo(textOf(made.predictions().get(at)));
        state = after(made.predictions().get(at));
      }
    }
  }

  @Test
  void everyCommandIsJsonOfTheShortestForm() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      for (Command command : generator.next(seed).scenario().commands()) {
        String text = command.toJson().toString();
        assertThat(JSON.readTree(text).toString()).isEqualTo(text);
        assertThat(text).doesNotContain("\n").doesNotContain("\": ");
      }
    }
  }

  @Test
  void nothingThatTheModelDoesNotKnowIsInACase() {
    for (long seed = 0; seed < 500; seed++) {
      assertThat(generator.next(seed).predictions())
          .noneMatch(Prediction.Unmodelled.class::isInstance);
    }
  }

  @Test
  void aCaseCreatesTheFilesItNamesAndWhatTheyRestOnInThatOrder() {
    assertThat(HostFile.lines(Set.of("g", "f")))
        .containsExactly(
            HostFile.RAW.line(),
            HostFile.PLAIN.line(),
            HostFile.OVERLAY.line(),
            HostFile.SECOND_OVERLAY.line(),
            HostFile.OVER_RAW.line());
  }

  @Test
  void carefulCasesKeepAwayFromKnownBugsAndOthersDoNot() {
    assertThat(LongStream.range(0, 400).filter(seed -> generator.next(seed).careful()).count())
        .isBetween(360L, 395L);
    assertThat(LongStream.range(0, CASES).mapToObj(generator::next))
        .filteredOn(GeneratedCase::careful)
        .noneMatch(CaseGeneratorTest::meetsKnownBug);
    assertThat(LongStream.range(0, CASES).mapToObj(generator::next))
        .filteredOn(made -> !made.careful())
        .anyMatch(CaseGeneratorTest::meetsKnownBug);
  }

  private static boolean meetsKnownBug(GeneratedCase made) {
    State state = made.launch().next();
    List<Command> commands = made.scenario().commands();
    for (int at = 0; at < commands.size(); at++) {
      Prediction prediction = made.predictions().get(at);
      for (Avoidance bug : KnownBug.all()) {
        if (bug.meets(state, commands.get(at), prediction)) {
          return true;
        }
      }
      state = after(prediction);
    }
    return false;
  }

  private static String textOf(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> "success";
      case Prediction.Refused refused -> refused.description();
      case Prediction.Unmodelled unknown -> unknown.what();
    };
  }

  private static State after(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> success.next();
      case Prediction.Refused refused -> refused.next();
      case Prediction.Unmodelled unknown ->
          throw new AssertionError("unmodelled: " + unknown.what());
    };
  }
}
