package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Driver;
import permafrost.model.qapi.Member;
import permafrost.model.qapi.ObjectType;

/**
 * What the QEMU under test says itself that it takes: every option of every driver, every driver,
 * every command. Much of it is outside the model: that is counted, and not sent.
 */
enum SchemaMiss implements Idea {
  OPTION(12, SchemaMiss::option),
  DRIVER(2, SchemaMiss::driver),
  COMMAND(3, SchemaMiss::command);

  private static final String ADD = "blockdev-add";
  private static final int FAULT_PERCENT = 15;

  /** What would end the sequence, or the QEMU. */
  private static final Set<String> ENDING = Set.of("quit");

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  SchemaMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  /** A node of a driver in use, with one option more, or with another value. */
  private static Optional<Command> option(Situation situation) {
    Driver driver = situation.dice().oneOf(Driver.values());
    Breaker breaker = (s, options) -> withAnother(s, driver, options);
    return breaker.command(situation, List.of(driver));
  }

  private static boolean withAnother(Situation situation, Driver driver, ObjectNode options) {
    Optional<Member> member = situation.dice().oneOf(members(situation, driver));
    member.ifPresent(each ->
        options.set(each.name(), new SchemaValues(situation, FAULT_PERCENT).of(each.type())));
    return member.isPresent();
  }

  private static List<Member> members(Situation situation, Driver driver) {
    ObjectType all = situation.schema().command(ADD).orElseThrow().arguments();
    List<Member> members = new ArrayList<>(all.members());
    members.removeIf(member -> member.name().equals("driver"));
    Optional.ofNullable(all.variants().get(driver.qapiName()))
        .ifPresent(own -> members.addAll(own.members()));
    return members;
  }

  /** A node of any driver of the schema. */
  private static Optional<Command> driver(Situation situation) {
    ObjectType all = situation.schema().command(ADD).orElseThrow().arguments();
    return situation
        .dice()
        .oneOf(List.copyOf(all.variants().keySet()))
        .map(name -> {
          ObjectNode options = Situation.json();
          new SchemaValues(situation, FAULT_PERCENT).fill(all, name, options);
          return Draft.add(options.put("node-name", situation.unknownName())).command();
        });
  }

  /** Any command of the schema, most often with arguments that it does not take. */
  private static Optional<Command> command(Situation situation) {
    return situation
        .dice()
        .oneOf(List.copyOf(situation.schema().commandNames()))
        .filter(name -> !ENDING.contains(name))
        .map(name -> {
          ObjectType type = situation.schema().command(name).orElseThrow().arguments();
          ObjectNode arguments = (ObjectNode) new SchemaValues(situation, 0).of(type);
          for (Member member : type.members()) {
            if (situation.dice().percent(30)) {
              arguments.set(member.name(), new SchemaValues(situation, 60).of(member.type()));
            }
          }
          return new Command(name, arguments);
        });
  }
}
