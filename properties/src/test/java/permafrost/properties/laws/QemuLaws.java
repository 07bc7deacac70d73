package permafrost.properties.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.scenario.Scenario;
import permafrost.properties.coverage.Interaction;
import permafrost.properties.generate.GeneratedCase;
import permafrost.properties.lockstep.Planner;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.DivergenceText;
import permafrost.qmp.Outcome;
import permafrost.qmp.Reply;

/** What holds of a real QEMU, whatever its version and the sequence of commands. */
class QemuLaws {

  @Provide
  Arbitrary<Rig> rigs() {
    return Arbitraries.of(Rig.all());
  }

  @Property(tries = 40, seed = "7", shrinking = ShrinkingMode.OFF)
  void qemuDoesWhatTheModelPredicts(@ForAll("rigs") Rig rig, @ForAll long seed) {
    Scenario scenario = rig.generated(seed).scenario();
    Optional<Divergence> divergence =
        rig.runner().run(scenario).result().divergence().filter(d -> !rig.isKnown(scenario, d));

    assertThat(divergence.map(DivergenceText::of)).as("%s, case of seed %d", rig, seed).isEmpty();
  }

  @Property(tries = 40, seed = "7", shrinking = ShrinkingMode.OFF)
  void aRefusedCommandChangesNothing(@ForAll("rigs") Rig rig, @ForAll long seed) {
    GeneratedCase made = rig.generated(seed);
    int end = Math.min(rig.beforeKnown(made), beforeEvents(made));
    List<Command> commands = made.scenario().commands().subList(0, end);
    List<Outcome> answers = rig.answers(made, watched(commands));

    for (int at = 2; at + 2 < answers.size(); at += 3) {
      if (answers.get(at) instanceof Reply.Error refused) {
        assertThat(answers.subList(at + 1, at + 3))
            .as("%s, seed %d, after being refused with: %s", rig, seed, refused.desc())
            .isEqualTo(answers.subList(at - 2, at));
      }
    }
  }

  /** How many commands come before the first after which something goes on by itself. */
  private static int beforeEvents(GeneratedCase made) {
    int at = 0;
    while (at < made.predictions().size() && made.predictions().get(at).events().isEmpty()) {
      at++;
    }
    return at;
  }

  @Property(tries = 200, seed = "7", maxDiscardRatio = 20, shrinking = ShrinkingMode.OFF)
  void reopeningANodeWithTheOptionsItHasChangesNothing(@ForAll("rigs") Rig rig, @ForAll long seed) {
    GeneratedCase made = rig.generated(seed);
    int at = made.ideas().indexOf("WORKING.REOPEN_UNCHANGED");
    Assume.that(at >= 0 && made.predictions().get(at) instanceof Prediction.Success);
    Assume.that(at < rig.beforeKnown(made));
    Assume.that(stands(made, at));

    List<Outcome> answers =
        rig.answers(made, watchedAtTheEnd(made.scenario().commands().subList(0, at + 1)));

    assertThat(answers.subList(at + 3, at + 5))
        .as("%s, seed %d, after %s", rig, seed, made.scenario().commands().get(at).toJson())
        .isEqualTo(answers.subList(at, at + 2));
  }

  /**
   * Whether all options of the reopened node are its own, and its children have what it hands down
   * to them: reopened by name, a node inherits nothing, until its parent is reopened.
   */
  private static boolean stands(GeneratedCase made, int at) {
    List<Command> commands = made.scenario().commands();
    Graph before = before(made, at).graph();
    Node node =
        before
            .find(commands.get(at).arguments().at("/options/0/node-name").textValue())
            .orElseThrow();
    boolean reopenedApart =
        IntStream.range(0, at)
            .filter(i -> made.predictions().get(i) instanceof Prediction.Success)
            .mapToObj(i -> commands.get(i).arguments().path("options"))
            .flatMap(options -> StreamSupport.stream(options.spliterator(), false))
            .flatMap(options -> before.find(options.path("node-name").asText()).stream())
            .anyMatch(other -> inherits(before, other, node));
    return node.inheritsFrom() == Node.NOBODY && !reopenedApart;
  }

  private static boolean inherits(Graph graph, Node node, Node from) {
    return node.inheritsFrom() != Node.NOBODY
        && (node.inheritsFrom() == from.number()
            || inherits(graph, graph.node(node.inheritsFrom()), from));
  }

  private static State before(GeneratedCase made, int at) {
    return at == 0
        ? made.launch().next()
        : switch (made.predictions().get(at - 1)) {
          case Prediction.Success success -> success.next();
          case Prediction.Refused refused -> refused.next();
          case Prediction.Unmodelled unmodelled ->
              throw new IllegalStateException(unmodelled.what());
        };
  }

  @Property(tries = 60, seed = "7", maxDiscardRatio = 20, shrinking = ShrinkingMode.OFF)
  void addingANodeAndDeletingItRestoresTheGraph(@ForAll("rigs") Rig rig, @ForAll long seed) {
    GeneratedCase made = rig.generated(seed);
    List<Command> commands = made.scenario().commands();
    int at = lastSuccessfulAdd(made);
    Assume.that(at >= 0 && at < rig.beforeKnown(made));
    String added = commands.get(at).arguments().get("node-name").textValue();
    List<Command> sent = new ArrayList<>(watchedAtTheEnd(commands.subList(0, at + 1)));
    sent.subList(at + 3, sent.size()).clear();
    sent.add(
        new Command("blockdev-del", JsonNodeFactory.instance.objectNode().put("node-name", added)));
    sent.addAll(Planner.WATCHES);

    List<Outcome> answers = rig.answers(made, sent);

    assertThat(answers.subList(at + 4, at + 6))
        .as("%s, seed %d, after adding and deleting %s", rig, seed, commands.get(at).toJson())
        .isEqualTo(answers.subList(at, at + 2));
  }

  /** Each command followed by the two queries, and the two before the first. */
  private static List<Command> watched(List<Command> commands) {
    List<Command> sent = new ArrayList<>(Planner.WATCHES);
    for (Command command : commands) {
      sent.add(command);
      sent.addAll(Planner.WATCHES);
    }
    return sent;
  }

  /** The commands, with the two queries before and after the last one. */
  private static List<Command> watchedAtTheEnd(List<Command> commands) {
    int last = commands.size() - 1;
    List<Command> sent = new ArrayList<>(commands.subList(0, last));
    sent.addAll(Planner.WATCHES);
    sent.add(commands.get(last));
    sent.addAll(Planner.WATCHES);
    return sent;
  }

  /** Where no job goes on meanwhile. */
  private static int lastSuccessfulAdd(GeneratedCase made) {
    List<Command> commands = made.scenario().commands();
    return IntStream.range(0, commands.size())
        .filter(i -> commands.get(i).name().equals("blockdev-add"))
        .filter(i -> made.predictions().get(i) instanceof Prediction.Success)
        .filter(i -> commands.get(i).arguments().path("node-name").isTextual())
        .filter(i -> Interaction.alive(before(made, i)) == 0)
        .reduce((first, second) -> second)
        .orElse(-1);
  }
}
