package permafrost.shrinking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.Refusal;
import permafrost.model.State;
import permafrost.model.answer.Nothing;
import permafrost.model.image.Files;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

class ModelSenseTest {

  private static final String START = "{'launch':[],'program':'qemu-storage-daemon'}";
  private static final String BAD_START = "{'launch':['bad'],'program':'qemu-storage-daemon'}";

  private enum No implements Refusal {
    NO_SUCH_NODE,
    IN_USE;

    @Override
    public String form() {
      return "no";
    }

    @Override
    public String source() {
      return "nowhere";
    }
  }

  /** A model that goes by the command's name. */
  private static final ModelSense.Foresight BY_NAME =
      new ModelSense.Foresight() {
        @Override
        public Files prepare(Files files, Line line) {
          return files;
        }

        @Override
        public Prediction launch(Files files, Line.Launch launch) {
          return launch.arguments().contains("bad")
              ? refused(No.IN_USE, State.startedWith(files))
              : new Prediction.Success(new Nothing(), State.startedWith(files));
        }

        @Override
        public Prediction step(State state, Command command) {
          return switch (command.name()) {
            case "missing" -> refused(No.NO_SUCH_NODE, state);
            case "used" -> refused(No.IN_USE, state);
            case "strange" -> new Prediction.Unmodelled("strange");
            default -> new Prediction.Success(new Nothing(), state);
          };
        }

        private Prediction refused(Refusal refusal, State state) {
          return new Prediction.Refused(refusal, refusal.errorClass(), "no", state);
        }
      };

  @Test
  void commands_that_succeed_make_sense() {
    assertThat(sense("a", "b").sensible(scenario(START, "b"))).isTrue();
  }

  @Test
  void a_command_that_is_newly_refused_before_the_last_is_senseless() {
    assertThat(sense("a", "b").sensible(scenario(START, "missing", "b"))).isFalse();
  }

  @Test
  void the_last_command_may_be_refused() {
    assertThat(sense("a", "b").sensible(scenario(START, "a", "missing"))).isTrue();
  }

  @Test
  void a_refusal_that_the_original_had_makes_sense() {
    assertThat(sense("missing", "b").sensible(scenario(START, "missing", "b"))).isTrue();
    assertThat(sense("used", "b").sensible(scenario(START, "missing", "b"))).isFalse();
  }

  @Test
  void what_the_model_does_not_know_is_senseless_even_as_the_last_command() {
    assertThat(sense("a", "b").sensible(scenario(START, "a", "strange"))).isFalse();
    assertThat(sense("strange", "b").sensible(scenario(START, "strange", "missing", "b"))).isTrue();
  }

  @Test
  void a_start_that_is_refused_is_senseless_unless_nothing_follows() {
    assertThat(sense("a").sensible(scenario(BAD_START, "a"))).isFalse();
    assertThat(sense("a").sensible(scenario(BAD_START))).isTrue();
  }

  @Test
  void refused_commands_before_the_last_are_found() {
    assertThat(sense("a").refused(scenario(START, "a", "used", "b", "missing", "missing")))
        .containsExactlyInAnyOrder(1, 3);
  }

  private static ModelSense sense(String... commands) {
    return new ModelSense(BY_NAME, scenario(START, commands));
  }

  private static Scenario scenario(String start, String... commands) {
    String[] lines = new String[commands.length + 1];
    lines[0] = start;
    for (int i = 0; i < commands.length; i++) {
      lines[i + 1] = "{'execute':'" + commands[i] + "'}";
    }
    return Scenarios.of(lines);
  }
}
