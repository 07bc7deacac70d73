package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Command;

/** Commands that are unknown, or whose own arguments do not have the form they should. */
enum CommandMiss implements Idea {
  COMMAND_UNKNOWN(2, s -> command(s.dice().oneOf("z", "blockdev", "x-blockdev-reopen"), o -> {})),
  ADD_EMPTY(1, s -> command("blockdev-add", o -> {})),
  DEL_EMPTY(1, s -> command("blockdev-del", o -> {})),
  DEL_NUMBER(1, s -> command("blockdev-del", o -> o.put("node-name", 1))),
  DEL_MEMBER(1, s -> command("blockdev-del", o -> o.put("node-name", "a").put("id", "a"))),
  REOPEN_EMPTY(1, s -> command("blockdev-reopen", o -> {})),
  REOPEN_NOTHING(4, s -> command("blockdev-reopen", o -> o.putArray("options"))),
  REOPEN_NO_LIST(2, s -> command("blockdev-reopen", o -> o.putObject("options"))),
  REOPEN_OF_NUMBER(1, s -> command("blockdev-reopen", o -> o.putArray("options").add(1))),
  REOPEN_FORM_OF_5_2(
      1, s -> Working.reopened(s, 0).map(d -> new Command("blockdev-reopen", d.options()))),
  MERGE_NUMBER(1, s -> command("block-dirty-bitmap-merge", CommandMiss::mergeNumber)),
  EXPORT_OF_MANY_QUEUES(1, s -> command("block-export-add", CommandMiss::manyQueues)),
  CONNECTION_DELAYED(1, s -> command("blockdev-add", CommandMiss::delayed)),
  OBJECT_DEL_EMPTY(1, s -> command("object-del", o -> {})),
  OBJECT_DEL_NUMBER(1, s -> command("object-del", o -> o.put("id", 1))),
  OBJECT_ADD_EMPTY(1, s -> command("object-add", o -> {}));

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  CommandMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
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

  private static void mergeNumber(ObjectNode arguments) {
    arguments.put("node", "a").put("target", "b").putArray("bitmaps").add(1);
  }

  /** More than 16 bits hold. */
  private static void manyQueues(ObjectNode arguments) {
    arguments.put("type", "vhost-user-blk").put("id", "z").put("node-name", "a");
    arguments.putObject("addr").put("type", "unix").put("path", "z");
    arguments.put("num-queues", 1 << 16);
  }

  /** For more seconds than 32 bits hold. */
  private static void delayed(ObjectNode arguments) {
    arguments.put("driver", "nbd").put("node-name", "z").put("reconnect-delay", 1L << 32);
    arguments.putObject("server").put("type", "unix").put("path", "z");
  }

  private interface Filling {
    void fill(ObjectNode arguments);
  }

  private static Optional<Command> command(String name, Filling filling) {
    ObjectNode arguments = Situation.json();
    filling.fill(arguments);
    return Optional.of(new Command(name, arguments));
  }
}
