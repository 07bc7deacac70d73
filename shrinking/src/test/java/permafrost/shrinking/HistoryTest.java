package permafrost.shrinking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import permafrost.model.Command;
import permafrost.model.scenario.Scenario;

class HistoryTest {

  /** All succeeds, and the last command is this one. */
  private static Verdict endsWith(String command) {
    return candidate -> {
      List<Command> commands = candidate.commands();
      return !commands.isEmpty()
          && commands.getLast().name().equals(command)
          && !ToyBlockLayer.run(candidate, (layer, next) -> {}).contains(false);
    };
  }

  private static String shrunk(Pass pass, Verdict verdict, Scenario scenario) {
    Trial trial = new Trial(verdict, Sense.ANYTHING, Limits.runs(100), Pieces.of(scenario));
    assertThat(trial.confirms()).isTrue();
    pass.apply(trial);
    return trial.current().text();
  }

  private static String text(String... lines) {
    return Pieces.of(Scenarios.of(lines)).text();
  }

  @Test
  void a_name_that_is_taken_again_after_its_deletion_needs_no_deletion() {
    Scenario scenario =
        Scenarios.of(
            "{'launch':['--blockdev',{'driver':'null-co','node-name':'a'}],"
                + "'program':'qemu-storage-daemon'}",
            "{'execute':'blockdev-del','arguments':{'node-name':'a'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'a'}}");

    assertThat(shrunk(History.NOT_DELETED, endsWith("blockdev-add"), scenario))
        .isEqualTo(
            text(
                "{'launch':['--blockdev',{'driver':'null-co','node-name':'a'}],"
                    + "'program':'qemu-storage-daemon'}",
                "{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'n0'}}"));
  }

  @Test
  void a_node_begins_as_it_is_reopened_and_its_named_child_stays() {
    Scenario scenario =
        Scenarios.of(
            "{'launch':['--blockdev',{'driver':'raw','node-name':'a',"
                + "'file':{'driver':'null-co','node-name':'b'}},"
                + "'--blockdev',{'driver':'null-co','node-name':'c'}],"
                + "'program':'qemu-storage-daemon'}",
            "{'execute':'blockdev-reopen','arguments':{'options':"
                + "[{'driver':'raw','node-name':'a','file':'c'}]}}",
            "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'d','file':'b'}}");

    assertThat(shrunk(History.BEGUN_AS_REOPENED, endsWith("blockdev-add"), scenario))
        .isEqualTo(
            text(
                "{'launch':['--blockdev',{'driver':'null-co','node-name':'b'},"
                    + "'--blockdev',{'driver':'null-co','node-name':'c'},"
                    + "'--blockdev',{'driver':'raw','node-name':'a','file':'c'}],"
                    + "'program':'qemu-storage-daemon'}",
                "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'d','file':'b'}}"));
  }
}
