package permafrost.properties.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import permafrost.model.Model;
import permafrost.model.State;
import permafrost.model.graph.Driver;
import permafrost.model.image.Files;
import permafrost.model.qapi.ObjectType;

class SchemaMissTest {

  private final Model model = CaseGeneratorTest.model();

  @Test
  void everyOptionOfEveryDriverInUseHasItsTurn() {
    Set<String> wanted = new HashSet<>();
    ObjectType add = model.schema().command("blockdev-add").orElseThrow().arguments();
    for (Driver driver : Driver.values()) {
      Optional.ofNullable(add.variants().get(driver.qapiName())).stream()
          .flatMap(own -> own.members().stream())
          .map(member -> driver.qapiName() + " " + member.name())
          .forEach(wanted::add);
    }
    Set<String> seen = new HashSet<>();
    State empty = State.startedWith(Files.NONE);
    Dice dice = new Dice(new Random(1));
    for (int tries = 0; tries < 20_000; tries++) {
      SchemaMiss.OPTION
          .suggest(new Situation(dice, model, empty, List.of()))
          .ifPresent(command -> collect(command.arguments(), seen));
    }
    wanted.removeIf(option -> option.startsWith("throttle "));

    assertThat(seen).containsAll(wanted);
  }

  private static void collect(JsonNode options, Set<String> seen) {
    options
        .fieldNames()
        .forEachRemaining(name -> seen.add(options.path("driver").asText() + " " + name));
    for (JsonNode member : options) {
      if (member.isContainerNode()) {
        collect(member, seen);
      }
    }
  }
}
