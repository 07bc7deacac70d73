package permafrost.shrinking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

class ShrinkerTest {

  private static final int SEEDS = 100;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_planted_fault_comes_out_as_the_shortest_scenario_from_nearly_every_start(
      Fault fault, TestReporter reporter) {
    Map<String, Integer> results = new TreeMap<>();
    List<Integer> runs = new ArrayList<>();
    int thrownOut = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Shrunk shrunk = shrink(fault, Noise.showing(fault, seed), Limits.runs(1000));
      assertThat(shrunk.minimal()).isTrue();
      assertThat(shrunk.scenario().commands()).hasSize(1);
      results.merge(Pieces.of(shrunk.scenario()).text(), 1, Integer::sum);
      runs.add(shrunk.runs());
      thrownOut += shrunk.thrownOut();
    }
    Collections.sort(runs);
    reporter.publishEntry(
        Map.of(
            "fault", fault.name(),
            "results", Integer.toString(results.size()),
            "runs, median", Integer.toString(runs.get(SEEDS / 2)),
            "runs, most", Integer.toString(runs.getLast()),
            "thrown out by the model, mean", Integer.toString(thrownOut / SEEDS)));
    assertThat(results.getOrDefault(Pieces.of(fault.shortest()).text(), 0))
        .as("the shortest one among %s", results)
        .isGreaterThanOrEqualTo(95);
    assertThat(runs.get(SEEDS / 2)).isLessThanOrEqualTo(150);
  }

  @Test
  void the_same_scenario_gives_the_same_result_and_the_same_number_of_runs() {
    Scenario scenario = Noise.showing(Fault.THIRD_PARENT, 7);
    assertThat(shrink(Fault.THIRD_PARENT, scenario, Limits.runs(1000)))
        .isEqualTo(shrink(Fault.THIRD_PARENT, scenario, Limits.runs(1000)));
  }

  @Test
  void what_is_minimal_stays_as_it_is() {
    Scenario scenario = Fault.DELETION_OF_A_USED_NODE.shortest();
    Shrunk shrunk = shrink(Fault.DELETION_OF_A_USED_NODE, scenario, Limits.runs(1000));
    assertThat(shrunk.scenario()).isEqualTo(scenario);
    assertThat(shrunk.minimal()).isTrue();
  }

  @Test
  void a_scenario_that_does_not_show_the_divergence_again_is_given_back_after_one_run() {
    Scenario scenario = Noise.showing(Fault.THIRD_PARENT, 1);
    Shrunk shrunk =
        new Shrinker(candidate -> false, Sense.ANYTHING, Limits.runs(1000)).shrink(scenario);
    assertThat(shrunk).isEqualTo(new Shrunk(scenario, false, 1, 0, false));
  }

  @Test
  void the_limit_of_runs_is_kept_and_what_was_found_until_then_still_diverges() {
    Scenario scenario = Noise.showing(Fault.THIRD_PARENT, 3);
    Shrunk shrunk = shrink(Fault.THIRD_PARENT, scenario, Limits.runs(9));
    assertThat(shrunk.runs()).isEqualTo(9);
    assertThat(shrunk.minimal()).isFalse();
    assertThat(Fault.THIRD_PARENT.verdict().sameDivergence(shrunk.scenario())).isTrue();
    assertThat(shrunk.scenario().lines()).hasSizeLessThan(scenario.lines().size());
  }

  @Test
  void no_run_is_begun_once_the_time_is_over() {
    Fault fault = Fault.THIRD_PARENT;
    AtomicInteger runs = new AtomicInteger();
    Verdict counting =
        candidate -> {
          runs.incrementAndGet();
          return fault.verdict().sameDivergence(candidate);
        };
    Scenario scenario = Noise.showing(fault, 4);
    Limits limits = new Limits(1000, () -> runs.get() >= 5);
    Shrunk shrunk = new Shrinker(counting, Fault.sense(scenario), limits).shrink(scenario);
    assertThat(runs).hasValue(5);
    assertThat(shrunk.minimal()).isFalse();
  }

  @Test
  void no_candidate_is_run_twice() {
    Fault fault = Fault.REOPEN_WITH_ANOTHER_FILE;
    List<String> seen = new ArrayList<>();
    Verdict remembering =
        candidate -> {
          seen.add(Pieces.of(candidate).text());
          return fault.verdict().sameDivergence(candidate);
        };
    Scenario scenario = Noise.showing(fault, 5);
    new Shrinker(remembering, Fault.sense(scenario), Limits.runs(1000)).shrink(scenario);
    assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(20);
  }

  @Test
  void what_the_model_throws_out_costs_no_run() {
    Scenario scenario = Noise.showing(Fault.THIRD_PARENT, 6);
    Verdict onlySensible =
        candidate -> {
          assertThat(candidate == scenario || Fault.sense(scenario).sensible(candidate)).isTrue();
          return Fault.THIRD_PARENT.verdict().sameDivergence(candidate);
        };
    Shrunk shrunk =
        new Shrinker(onlySensible, Fault.sense(scenario), Limits.runs(1000)).shrink(scenario);
    assertThat(shrunk.thrownOut()).isPositive();
  }

  @Test
  void recorded_replies_and_events_are_dropped() {
    Scenario scenario =
        Scenarios.of(
            "{'launch':[],'program':'qemu-system-x86_64'}",
            "{'event':'RESUME','data':{}}",
            "{'execute':'query-block'}",
            "{'return':[]}",
            "{'execute':'blockdev-del','arguments':{'node-name':'$DIR'}}",
            "{'event':'X','data':{}}",
            "{'error':{'class':'GenericError','desc':'no'}}");
    Shrunk shrunk =
        new Shrinker(
                candidate -> candidate.commands().stream().anyMatch(c -> c.name().endsWith("del")),
                Sense.ANYTHING,
                Limits.runs(100))
            .shrink(scenario);
    assertThat(shrunk.scenario().lines())
        .containsExactly(
            new Line.Launch(List.of(), "qemu-system-x86_64"),
            new Line.Execute(Command.of("blockdev-del")));
  }

  @Test
  void a_node_without_a_name_gets_one_where_a_command_uses_what_qemu_made_up() {
    Scenario scenario =
        Scenarios.of(
            "{'launch':['--blockdev',{'driver':'qcow2','node-name':'a','file':{'driver':'null-co'},"
                + "'backing':{'driver':'null-co'}}],'program':'qemu-storage-daemon'}",
            "{'execute':'blockdev-reopen','arguments':"
                + "{'options':[{'driver':'null-co','node-name':'#block1~','read-only':true}]}}");
    Fault fault = Fault.REOPEN_OF_A_BACKING_CHILD;
    assertThat(Pieces.of(shrink(fault, scenario, Limits.runs(500)).scenario()).text())
        .isEqualTo(Pieces.of(fault.shortest()).text());
  }

  private static Shrunk shrink(Fault fault, Scenario scenario, Limits limits) {
    return new Shrinker(fault.verdict(), Fault.sense(scenario), limits).shrink(scenario);
  }
}
