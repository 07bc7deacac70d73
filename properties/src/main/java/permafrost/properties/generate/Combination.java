package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import permafrost.model.Command;
import permafrost.model.graph.Driver;

/** Several faults in one command: the first that QEMU comes to wins. */
enum Combination implements Idea {
  ADD(5, 2),
  ADD_THREE(2, 3),
  REOPEN(4, 2),
  REOPEN_ENTRIES(4, 2);

  /** All faults that can go together. */
  static final List<Fault> FAULTS =
      Stream.<Fault[]>of(OptionMiss.values(), SyntaxMiss.values(), ChildFault.values())
          .flatMap(Stream::of)
          .toList();

  private final int weight;
  private final int faults;

  Combination(int weight, int faults) {
    this.weight = weight;
    this.faults = faults;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    Driver driver = situation.dice().oneOf(Driver.values());
    List<Fault> fitting = new ArrayList<>(fitting(driver));
    List<Fault> chosen = new ArrayList<>();
    while (chosen.size() < faults) {
      chosen.add(fitting.remove(situation.dice().below(fitting.size())));
    }
    return command(situation, driver, chosen);
  }

  /** The faults that a node of this driver can have. */
  static List<Fault> fitting(Driver driver) {
    return FAULTS.stream().filter(fault -> fault.fits(driver)).toList();
  }

  /**
   * A command of this kind with all of these faults; empty where one does not go with the options.
   *
   * @param driver of the node that has them, or of the first that has one
   */
  Optional<Command> command(Situation situation, Driver driver, List<Fault> chosen) {
    return switch (this) {
      case ADD, ADD_THREE ->
          new Growth(situation)
              .node(driver)
              .filter(options -> broken(situation, options, chosen))
              .map(options -> Draft.add(options).command());
      case REOPEN ->
          restated(situation, driver)
              .filter(options -> broken(situation, options, chosen))
              .map(options -> Draft.reopen(options).command());
      case REOPEN_ENTRIES -> entries(situation, driver, chosen);
    };
  }

  private static boolean broken(Situation situation, ObjectNode options, List<Fault> chosen) {
    return chosen.stream().allMatch(fault -> fault.breaks(situation, options));
  }

  private static Optional<ObjectNode> restated(Situation situation, Driver driver) {
    return situation
        .node(node -> node.driver() == driver)
        .flatMap(node -> new Restatement(situation).of(node));
  }

  /** A fault each, in nodes of any driver that can have it. */
  private static Optional<Command> entries(Situation situation, Driver driver, List<Fault> chosen) {
    ObjectNode arguments = Situation.json();
    ArrayNode list = arguments.putArray("options");
    for (Fault fault : chosen) {
      Driver of = list.isEmpty() ? driver : other(situation, fault).orElse(driver);
      restated(situation, of)
          .filter(options -> broken(situation, options, Collections.singletonList(fault)))
          .ifPresent(list::add);
    }
    return list.size() == chosen.size()
        ? Optional.of(new Command("blockdev-reopen", arguments))
        : Optional.empty();
  }

  private static Optional<Driver> other(Situation situation, Fault fault) {
    return situation.node(node -> fault.fits(node.driver())).map(node -> node.driver());
  }
}
