package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.image.Files;
import permafrost.properties.generate.GeneratedCase;

/** What holds of the model alone, over 100,000 generated steps and more. */
class ModelLaws {

  /** Cases have at least 30 commands; one in twenty does not step around known divergences. */
  private static final int CASES = 3600;

  private final Rig rig = Rig.all().getFirst();

  @Property(tries = CASES, seed = "7", shrinking = ShrinkingMode.OFF)
  void itsGraphsAreSoundAndARefusalChangesNothingButTheCounterOfMadeUpNames(@ForAll long seed) {
    GeneratedCase made = rig.generated(seed);
    assertThat(made.dropped())
        .as("seed %d, what the model does not know", seed)
        .noneMatch(what -> what.contains("the model itself failed"));
    assertRefusalsChangeNothing(made);
    assertGraphsAreSound(made);
  }

  /**
   * Up to the first command that meets a known divergence: its rule may be one that breaks the law.
   */
  private void assertGraphsAreSound(GeneratedCase made) {
    State state = made.launch().next();
    assertSound(state.graph(), "seed %d, launch".formatted(made.seed()));
    List<Command> commands = made.scenario().commands();
    for (int i = 0; i < commands.size(); i++) {
      Prediction prediction = made.predictions().get(i);
      if (rig.meetsKnown(state, commands.get(i), prediction)) {
        return;
      }
      state = next(prediction);
      assertSound(
          state.graph(), "seed %d, after %s".formatted(made.seed(), commands.get(i).toJson()));
    }
  }

  private static void assertRefusalsChangeNothing(GeneratedCase made) {
    State before = made.launch().next();
    for (int i = 0; i < made.predictions().size(); i++) {
      if (made.predictions().get(i) instanceof Prediction.Refused refused) {
        State after = refused.next();
        String at = "seed %d, refused: %s".formatted(made.seed(), refused.description());
        assertThat(after.graph()).as(at).isEqualTo(before.graph());
        assertThat(after.groups()).as(at).isEqualTo(before.groups());
        Command refusedOne = made.scenario().commands().get(i);
        assertThat(withoutMade(after.files(), refusedOne))
            .as(at)
            .isEqualTo(withoutMade(before.files(), refusedOne));
        assertThat(after.madeUpNames()).as(at).isGreaterThanOrEqualTo(before.madeUpNames());
      }
      before = next(made.predictions().get(i));
    }
  }

  /** An image that a command makes is there before the command is refused. */
  private static Files withoutMade(Files files, Command command) {
    String path =
        switch (command.name()) {
          case "drive-backup", "drive-mirror" -> command.arguments().path("target").asText();
          case "blockdev-snapshot-sync" -> command.arguments().path("snapshot-file").asText();
          default -> "";
        };
    return path.isEmpty() ? files : files.without(path);
  }

  private static State next(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> success.next();
      case Prediction.Refused refused -> refused.next();
      case Prediction.Unmodelled unmodelled ->
          throw new AssertionError("a generated command is unmodelled: " + unmodelled.what());
    };
  }

  private static void assertSound(Graph graph, String at) {
    Set<String> names = new HashSet<>();
    for (int node : graph.order()) {
      assertThat(names.add(graph.node(node).name())).as("%s: one node a name", at).isTrue();
      assertThat(graph.node(node).monitorOwned() || graph.parents(node).length > 0)
          .as("%s: somebody holds node '%s'", at, graph.node(node).name())
          .isTrue();
      assertEdgesMatch(graph, node, at);
      assertParentsAgree(graph, node, at);
      assertNoCycle(graph, node, at);
    }
  }

  private static void assertEdgesMatch(Graph graph, int node, String at) {
    for (int edge : graph.children(node)) {
      assertThat(graph.edge(edge).parent()).as(at).isEqualTo(node);
      assertThat(graph.parents(graph.edge(edge).child())).as(at).contains(edge);
    }
    for (int edge : graph.parents(node)) {
      assertThat(graph.edge(edge).child()).as(at).isEqualTo(node);
      assertThat(graph.children(graph.edge(edge).parent())).as(at).contains(edge);
    }
  }

  private static void assertParentsAgree(Graph graph, int node, String at) {
    for (int one : graph.parents(node)) {
      for (int other : graph.parents(node)) {
        Edge taking = graph.edge(one);
        Edge sharing = graph.edge(other);
        assertThat(one == other || (taking.permissions() & ~sharing.shared()) == 0)
            .as("%s: %s takes nothing that %s does not share", at, taking, sharing)
            .isTrue();
      }
    }
  }

  private static void assertNoCycle(Graph graph, int node, String at) {
    Set<Integer> below = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      for (int edge : graph.children(open.remove())) {
        int child = graph.edge(edge).child();
        assertThat(child).as("%s: node %d is not below itself", at, node).isNotEqualTo(node);
        if (below.add(child)) {
          open.add(child);
        }
      }
    }
  }
}
