package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.graph.Driver;

/** Makes exactly one thing wrong in the options of a node that were right. */
interface Breaker {

  /** Changes the options; false where they hold nothing that this could break. */
  boolean breaks(Situation situation, ObjectNode options);

  /**
   * A command with a node of one of these drivers, new or reopened, and broken.
   *
   * @param drivers none for any
   */
  default Optional<Command> command(Situation situation, List<Driver> drivers) {
    return draft(situation, drivers)
        .filter(draft -> breaks(situation, draft.options()))
        .map(draft -> wrapped(situation, draft).command());
  }

  private static Optional<Draft> draft(Situation situation, List<Driver> drivers) {
    Dice dice = situation.dice();
    if (dice.percent(35)) {
      Optional<Draft> draft =
          situation
              .node(node -> drivers.isEmpty() || drivers.contains(node.driver()))
              .flatMap(node -> new Restatement(situation).of(node))
              .map(Draft::reopen);
      if (draft.isPresent()) {
        return draft;
      }
    }
    Growth growth = new Growth(situation);
    Optional<Driver> driver = dice.oneOf(drivers);
    return (driver.isPresent() ? growth.node(driver.get()) : growth.node()).map(Draft::add);
  }

  /** At times a new node is made the inline child of another. */
  private static Draft wrapped(Situation situation, Draft draft) {
    if (draft.reopens() || !situation.dice().percent(20)) {
      return draft;
    }
    ObjectNode outer = Situation.json().put("driver", "raw");
    outer.put("node-name", situation.unknownName());
    outer.set("file", draft.options());
    return Draft.add(outer);
  }
}
